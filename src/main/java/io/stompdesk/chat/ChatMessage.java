package io.stompdesk.chat;

import io.stompdesk.stream.EventData;

/** The event of a message written in a ticket's chat. */
record ChatMessage(String text) implements EventData {}
