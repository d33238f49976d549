package io.stompdesk.stream;

import java.util.List;

/**
 * The result of a submission: its events are published first, then its answer is given.
 *
 * @param events the events that it appended, in order; empty if it was refused
 * @param answer completes the caller's future
 */
record Outcome(List<StoredEvent> events, Runnable answer) {}
