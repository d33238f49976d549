package io.stompdesk.stream;

import java.util.List;

/**
 * What follows from a submission that was dealt with: its events are published, then its answer is given.
 *
 * @param events what it appended, in order; empty if it was refused
 * @param answer completes the caller's future
 */
record Outcome(List<StoredEvent> events, Runnable answer) {}
