package io.stompdesk.realtime;

import io.stompdesk.account.Account;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A connected client: an account, its socket, and what it has subscribed to. */
final class Connection {

    private final String id;
    private final String loginId;
    private final Outbound outbound;
    private final Quota quota;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private volatile Account account;
    private volatile Instant validUntil;
    private volatile boolean leaving;

    Connection(
            String id,
            Account account,
            String loginId,
            Instant validUntil,
            Outbound outbound,
            Quota quota) {
        this.id = id;
        this.account = account;
        this.loginId = loginId;
        this.validUntil = validUntil;
        this.outbound = outbound;
        this.quota = quota;
    }

    String id() {
        return id;
    }

    Account account() {
        return account;
    }

    /** The account has changed, but is whose connection this is. */
    void become(Account changed) {
        account = changed;
    }

    Quota quota() {
        return quota;
    }

    String loginId() {
        return loginId;
    }

    Outbound outbound() {
        return outbound;
    }

    /** By subscription id. */
    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    Instant validUntil() {
        return validUntil;
    }

    void renewUntil(Instant later) {
        validUntil = later;
    }

    /** The client said goodbye with DISCONNECT. */
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }
}
