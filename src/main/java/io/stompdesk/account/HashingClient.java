package io.stompdesk.account;

import java.util.List;

/**
 * For whom a password is to be hashed. Hashing is slow, so clients queue for it; see {@link HashingQueue}.
 *
 * @param known whether this client has logged in before. Known clients have places of their own in the queue, in front
 * @param sources what the client's share of the queue is counted by: its address, and for IPv6 the /56 and the /48 that
 *     it belongs to; or a name of its own. If empty, the client has no share and may take any number of places
 */
public record HashingClient(boolean known, List<String> sources) {

    public HashingClient {
        sources = List.copyOf(sources);
    }

    /** The desk itself, or anybody if there are no limits. */
    public static HashingClient unlimited() {
        return new HashingClient(true, List.of());
    }

    /** Somebody who is logged in. */
    public static HashingClient of(Account account) {
        return new HashingClient(true, List.of("account " + account.id()));
    }
}
