package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds out who somebody is by their access token, and that this account and login still stand. Reads the store. */
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
     * @param account who it is, as of now
     * @param token what they showed
     */
    public record Identity(Account account, AccessToken token) {}
}
