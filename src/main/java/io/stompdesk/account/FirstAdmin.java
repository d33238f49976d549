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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes the account {@code admin} where there is no admin yet, so that somebody can log in and make the others. */
@Component
public final class FirstAdmin {

    public static final String USERNAME = "admin";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Without those that are mistaken for one another. */
    private static final String READABLE = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 4;

    private final Accounts accounts;
    private final AccountChanges changes;
    private final Passwords passwords;
    private final Writer writer;
    private final String chosenPassword;
    private @Nullable String madePassword;

    FirstAdmin(
            Accounts accounts,
            AccountChanges changes,
            Passwords passwords,
            Writer writer,
            @Value("${stompdesk.admin-password:}") String chosenPassword) {
        this.accounts = accounts;
        this.changes = changes;
        this.passwords = passwords;
        this.writer = writer;
        this.chosenPassword = chosenPassword;
    }

    /** The password that was made up in this start, once; then it is forgotten here. */
    public synchronized Optional<String> takeMadePassword() {
        Optional<String> made = Optional.ofNullable(madePassword);
        madePassword = null;
        return made;
    }

    /** A start that fails after the account was made must not take its password along. */
    @PreDestroy
    void tellWhatNobodySaw() {
        takeMadePassword()
                .ifPresent(password -> System.out.printf(
                        "%nThe account %s was made before the start ended. Its" + " password is %s%n",
                        USERNAME, password));
    }

    synchronized void create() {
        if (accounts.adminExists()) {
            return;
        }
        String password = chosenPassword.isEmpty() ? random() : requireLongEnough(chosenPassword);
        if (store(password) && chosenPassword.isEmpty()) {
            madePassword = password;
        }
    }

    private String requireLongEnough(String password) {
        try {
            return passwords.valid(password, "password", USERNAME);
        } catch (Refusal unfit) {
            throw new StartRefused(
                    "STOMPDESK_ADMIN_PASSWORD must have "
                            + passwords.shortest()
                            + " to "
                            + AccountSettings.PASSWORD_MAX
                            + " characters and not be the user name.",
                    unfit);
        }
    }

    /** Another node of the cluster may be first: then nothing is stored. */
    private boolean store(String password) {
        Change<Account> admin = changes.make(new NewAccount(USERNAME, password, "Admin", "ADMIN", List.of()));
        try {
            return writer.submit(transaction -> {
                        boolean first = !Accounts.adminExists(transaction.store());
                        if (first) {
                            admin.apply(transaction);
                        }
                        return first;
                    })
                    .join();
        } catch (CompletionException unstored) {
            throw new StartRefused("The first admin account could not be stored.", unstored);
        }
    }

    /** Nearly 80 random bits. */
    private static String random() {
        return IntStream.range(0, GROUPS).mapToObj(_ -> group()).collect(Collectors.joining("-"));
    }

    private static String group() {
        return RANDOM.ints(GROUP_LENGTH, 0, READABLE.length())
                .mapToObj(place -> READABLE.substring(place, place + 1))
                .collect(Collectors.joining());
    }
}
