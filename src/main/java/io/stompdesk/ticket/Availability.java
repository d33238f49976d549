package io.stompdesk.ticket;

import io.stompdesk.stream.Transaction;

/** Whether agents are available. Module {@code presence} implements it, because only available agents may pick. */
public interface Availability {

    /**
     * @param agentId the id of a staff account
     * @return whether the agent is {@code ONLINE} and connected, as of this transaction
     */
    boolean isOnline(Transaction transaction, String agentId);
}
