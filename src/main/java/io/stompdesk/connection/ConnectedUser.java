package io.stompdesk.connection;

import io.stompdesk.account.Account;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The principal of a STOMP session. Its name is the account's id. */
public final class ConnectedUser extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Account account;

    public ConnectedUser(Account account) {
        super(List.of(new SimpleGrantedAuthority("ROLE_" + account.role())));
        this.account = account;
        setAuthenticated(true);
    }

    @Override
    public String getName() {
        return account.id();
    }

    @Override
    public Object getPrincipal() {
        return account.id();
    }

    /** Empty: the token is verified at CONNECT and not stored. */
    @Override
    public Object getCredentials() {
        return "";
    }
}
