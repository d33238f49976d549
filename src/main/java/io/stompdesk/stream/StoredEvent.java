package io.stompdesk.stream;

/**
 * An event as it is stored and sent.
 *
 * @param position its place among all events of the desk: increasing, with gaps
 * @param stream the stream it belongs to
 * @param seq its number in that stream: 1, 2, 3, … without gaps
 * @param type such as {@code ticket.picked}
 * @param body the whole event as JSON, exactly as every subscriber receives it
 */
public record StoredEvent(long position, StreamName stream, long seq, String type, String body) {}
