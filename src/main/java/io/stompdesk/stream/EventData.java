package io.stompdesk.stream;

import java.util.Locale;

/**
 * The payload of a stored event. Each event is a record named in the past tense, and its type on the wire follows from
 * that name: {@code TicketPicked} is {@code ticket.picked}.
 */
public interface EventData {

    /** The event's type on the wire and in the store. */
    default String type() {
        return TYPES.get(getClass());
    }

    /** {@code TicketPicked} → {@code ticket.picked}, once per class. */
    ClassValue<String> TYPES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> event) {
            return event.getSimpleName().replaceAll("(?<=.)([A-Z])", ".$1").toLowerCase(Locale.ROOT);
        }
    };
}
