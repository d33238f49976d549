package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.auth.Authenticator.Identity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * The authentication of a request with a valid access token. The principal is the {@link Account}, so that controllers
 * can take {@code @AuthenticationPrincipal Account}.
 */
final class BearerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Identity identity;

    BearerAuthentication(Identity identity) {
        super(AuthorityUtils.createAuthorityList("ROLE_" + identity.account().role()));
        this.identity = identity;
        setAuthenticated(true);
    }

    static Optional<Identity> identityOf(@Nullable Authentication caller) {
        return caller instanceof BearerAuthentication bearer ? Optional.of(bearer.identity) : Optional.empty();
    }

    @Override
    public Account getPrincipal() {
        return identity.account();
    }

    @Override
    public String getName() {
        return identity.account().id();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BearerAuthentication bearer && bearer.identity.equals(identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }
}
