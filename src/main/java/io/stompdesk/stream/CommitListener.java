package io.stompdesk.stream;

/**
 * Is told of every event after its commit, in commit order, on the one publishing thread; must not block. First come
 * those that forget what is no longer so, then the one that sends the subscribers' frames: later ones may rely on
 * events having been sent.
 */
public interface CommitListener {

    void committed(StoredEvent event);
}
