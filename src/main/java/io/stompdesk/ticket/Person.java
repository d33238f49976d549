package io.stompdesk.ticket;

/** An agent, as everybody who may read a ticket sees them. */
public record Person(String id, String name) {}
