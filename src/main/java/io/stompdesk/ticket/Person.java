package io.stompdesk.ticket;

/** An agent, as a ticket names them to everybody who may read it. */
public record Person(String id, String name) {}
