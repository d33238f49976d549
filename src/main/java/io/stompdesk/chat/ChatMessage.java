package io.stompdesk.chat;

import io.stompdesk.stream.EventData;

/** Somebody has said something. */
record ChatMessage(String text) implements EventData {}
