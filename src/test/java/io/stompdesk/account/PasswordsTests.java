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

    private static Passwords passwords(AccountSettings.Hashing hashing) {
        return new Passwords(new AccountSettings(60, List.of(), 10, hashing));
    }

    private final Passwords passwords = passwords(new AccountSettings.Hashing(2, 20, Duration.ofSeconds(10)));

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        String hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("{argon2@SpringSecurity_v5_8}$argon2id$").doesNotContain("horse");
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("Correct horse", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
        assertThat(passwords.matches("correct horse", null)).isFalse();
    }

    @Test
    void aHashOfOtherParametersIsOutdated() {
        assertThat(passwords.isOutdated(passwords.hash("correct horse"))).isFalse();
        assertThat(passwords.isOutdated(BCRYPT)).isTrue();
    }

    @Test
    void anUnknownAccountTakesAsLongAsAWrongPassword() {
        String hash = passwords.hash("correct horse");
        passwords.matches("warm up", hash);
        long wrong = time(() -> passwords.matches("wrong password", hash));
        long unknown = time(() -> passwords.matches("wrong password", null));

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

    @Test
    void aFloodIsTurnedAwayInsteadOfTakingTheMachine() {
        Passwords busy = passwords(new AccountSettings.Hashing(1, 1, Duration.ofSeconds(30)));
        try (ExecutorService many = Executors.newFixedThreadPool(16)) {
            List<CompletableFuture<String>> logins = IntStream.range(0, 16)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> busy.hash("password"), many))
                    .toList();

            assertThat(logins).anySatisfy(login -> assertThat(login.join()).isNotEmpty());
            assertThat(logins)
                    .anySatisfy(login -> assertThatThrownBy(login::join)
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOfSatisfying(
                                    Refusal.class,
                                    refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED)));
        }
        assertThat(busy.hash("password")).isNotEmpty();
    }
}
