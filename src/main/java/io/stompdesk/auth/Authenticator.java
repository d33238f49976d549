package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Authenticates by access token. Also checks that the account is enabled and the login is live, which reads the store.
 */
@Component
public final class Authenticator {

    private final AccessTokens accessTokens;
    private final Accounts accounts;
    private final Logins logins;

    Authenticator(AccessTokens accessTokens, Accounts accounts, Logins logins) {
        this.accessTokens = accessTokens;
        this.accounts = accounts;
        this.logins = logins;
    }

    /** @throws Refusal {@code UNAUTHENTICATED} */
    public Identity authenticate(String jwt) {
        AccessToken token = accessTokens.verify(jwt);
        return accounts.find(token.accountId())
                .filter(account -> !account.disabled())
                .filter(_ -> !logins.live(Set.of(token.loginId())).isEmpty())
                .map(account -> new Identity(account, token))
                .orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED));
    }

    /**
     * @param account the authenticated account, as of now
     * @param token the verified access token
     */
    public record Identity(Account account, AccessToken token) {}
}
