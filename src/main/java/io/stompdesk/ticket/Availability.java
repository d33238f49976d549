package io.stompdesk.ticket;

import io.stompdesk.stream.Transaction;

/** Whether agents are there: what picking must know, and presence tells. */
public interface Availability {

    /**
     * @param agentId a staff account
     * @return whether it is {@code ONLINE} and connected, as of this transaction
     */
    boolean isOnline(Transaction transaction, String agentId);
}
