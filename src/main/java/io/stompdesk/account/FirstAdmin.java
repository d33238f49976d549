package io.stompdesk.account;

import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.StartRefused;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Writer;
import jakarta.annotation.PreDestroy;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the account {@code admin} if the desk has no admin yet, so that somebody can log in and create others. */
@Component
public final class FirstAdmin {

    public static final String USERNAME = "admin";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Letters and digits without the ones that look alike. */
    private static final String READABLE = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 4;

    private final Accounts accounts;
    private final AccountChanges changes;
    private final Passwords passwords;
    private final Writer writer;
    private final String chosenPassword;
    private @Nullable String generatedPassword;

    FirstAdmin(
            Accounts accounts,
            AccountChanges changes,
            Passwords passwords,
            Writer writer,
            FirstAccountsSettings settings) {
        this.accounts = accounts;
        this.changes = changes;
        this.passwords = passwords;
        this.writer = writer;
        this.chosenPassword = settings.adminPassword();
    }

    /** Returns the password generated at this start and forgets it, so that it is shown only once. */
    public synchronized Optional<String> takeGeneratedPassword() {
        Optional<String> generated = Optional.ofNullable(generatedPassword);
        generatedPassword = null;
        return generated;
    }

    /** If the start fails after the account was created, this is the only chance to show its password. */
    @PreDestroy
    void printUnseenPassword() {
        takeGeneratedPassword()
                .ifPresent(password -> System.out.printf(
                        "%nThe account %s was created before the start failed. Its password is %s%n",
                        USERNAME, password));
    }

    synchronized void create() {
        if (accounts.adminExists()) {
            return;
        }
        String password = chosenPassword.isEmpty() ? random() : requireValid(chosenPassword);
        if (store(password) && chosenPassword.isEmpty()) {
            generatedPassword = password;
        }
    }

    private String requireValid(String password) {
        try {
            return passwords.valid(password, "password", USERNAME);
        } catch (Refusal invalidPassword) {
            throw new StartRefused(
                    "STOMPDESK_ADMIN_PASSWORD must have "
                            + passwords.minLength()
                            + " to "
                            + AccountSettings.PASSWORD_MAX
                            + " characters and must differ from the user name.",
                    invalidPassword);
        }
    }

    /** Stores nothing if another node of the cluster was first. */
    private boolean store(String password) {
        Change<Account> admin = changes.create(new NewAccount(USERNAME, password, "Admin", "ADMIN", List.of()));
        try {
            return writer.submit(transaction -> {
                        boolean first = !Accounts.adminExists(transaction.store());
                        if (first) {
                            admin.apply(transaction);
                        }
                        return first;
                    })
                    .join();
        } catch (CompletionException failure) {
            throw new StartRefused("The first admin account could not be created.", failure);
        }
    }

    /** About 79 random bits. */
    private static String random() {
        return IntStream.range(0, GROUPS).mapToObj(_ -> group()).collect(Collectors.joining("-"));
    }

    private static String group() {
        return RANDOM.ints(GROUP_LENGTH, 0, READABLE.length())
                .mapToObj(place -> READABLE.substring(place, place + 1))
                .collect(Collectors.joining());
    }
}
