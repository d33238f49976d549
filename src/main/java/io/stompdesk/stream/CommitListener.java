package io.stompdesk.stream;

/**
 * Is told of every event after its commit, in commit order, on the one publishing thread; must not block. The
 * subscribers' frames come from the listener ordered first, so later ones may rely on events having been sent.
 */
public interface CommitListener {

    void committed(StoredEvent event);
}
