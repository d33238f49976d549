package io.stompdesk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordsTests {

    private static final String BCRYPT = "{bcrypt}$2a$10$7EqJtq98hPqEX7fNZaFWoOe3O0pO5cN6dHcZ4i8oZ4w6L0s9jKQXW";

    private static final HashingClient ANYBODY = HashingClient.unlimited();

    private static AccountSettings.Hashing hashing(int concurrent, int waiting, Duration patience) {
        return new AccountSettings.Hashing(
                concurrent, waiting, waiting, patience, new AccountSettings.Share(100, 100, 100));
    }

    private static Passwords passwords(AccountSettings.Hashing hashing) {
        return new Passwords(new AccountSettings(60, List.of(), 10, hashing));
    }

    private final Passwords passwords = passwords(hashing(2, 20, Duration.ofSeconds(10)));

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        String hash = passwords.hash("correct horse", ANYBODY);

        assertThat(hash).startsWith("{argon2@SpringSecurity_v5_8}$argon2id$").doesNotContain("horse");
        assertThat(passwords.hash("correct horse", ANYBODY)).isNotEqualTo(hash);
        assertThat(passwords.matches("correct horse", hash, ANYBODY)).isTrue();
        assertThat(passwords.matches("Correct horse", hash, ANYBODY)).isFalse();
        assertThat(passwords.matches("", hash, ANYBODY)).isFalse();
        assertThat(passwords.matches("correct horse", null, ANYBODY)).isFalse();
    }

    @Test
    void aHashOfOtherParametersIsOutdated() {
        assertThat(passwords.isOutdated(passwords.hash("correct horse", ANYBODY)))
                .isFalse();
        assertThat(passwords.isOutdated(BCRYPT)).isTrue();
    }

    @Test
    void anUnknownAccountTakesAsLongAsAWrongPassword() {
        String hash = passwords.hash("correct horse", ANYBODY);
        passwords.matches("warm up", hash, ANYBODY);
        long wrong = time(() -> passwords.matches("wrong password", hash, ANYBODY));
        long unknown = time(() -> passwords.matches("wrong password", null, ANYBODY));

        assertThat((double) unknown / wrong).isBetween(0.3, 3.0);
    }

    private static long time(Supplier<Boolean> check) {
        return IntStream.range(0, 5)
                .mapToLong(_ -> {
                    long before = System.nanoTime();
                    assertThat(check.get()).isFalse();
                    return System.nanoTime() - before;
                })
                .min()
                .orElseThrow();
    }

    private static boolean succeeds(CompletableFuture<String> login) {
        return login.handle((hash, refused) -> refused == null).join();
    }

    @Test
    void onlyAsManyWaitAsTheSettingSays() {
        Passwords withoutQueue = passwords(hashing(1, 0, Duration.ofSeconds(30)));
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<String>> logins = IntStream.range(0, 4)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> withoutQueue.hash("password", ANYBODY), many))
                    .toList();

            assertThat(logins).anyMatch(PasswordsTests::succeeds);
            assertThat(logins)
                    .anySatisfy(login -> assertThatThrownBy(login::join).hasCauseInstanceOf(Refusal.class));
        }
        assertThat(withoutQueue.hash("password", ANYBODY)).isNotEmpty();
    }

    @Test
    void aFloodIsTurnedAwayInsteadOfTakingTheMachine() {
        Passwords busy = passwords(hashing(1, 1, Duration.ofSeconds(30)));
        try (ExecutorService many = Executors.newFixedThreadPool(16)) {
            List<CompletableFuture<String>> logins = IntStream.range(0, 16)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> busy.hash("password", ANYBODY), many))
                    .toList();

            assertThat(logins).anyMatch(PasswordsTests::succeeds);
            assertThat(logins)
                    .anySatisfy(login -> assertThatThrownBy(login::join)
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOfSatisfying(
                                    Refusal.class,
                                    refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED)));
        }
        assertThat(busy.hash("password", ANYBODY)).isNotEmpty();
    }
}
