package io.stompdesk.stream;

/**
 * Receives every event after its commit, in commit order, on the thread of the commit dispatcher. Must not block.
 * Caches come first and drop outdated entries; then the broadcaster sends the event to subscribers. Listeners after it
 * may rely on the event having been sent.
 */
public interface CommitListener {

    void committed(StoredEvent event);
}
