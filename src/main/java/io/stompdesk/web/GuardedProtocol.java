package io.stompdesk.web;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 over a {@link GuardedEndpoint}. Tomcat creates it by its name. */
public final class GuardedProtocol extends Http11NioProtocol {

    public GuardedProtocol() {
        super(new GuardedEndpoint());
    }

    void limit(GuardedEndpoint.Limits limits) {
        ((GuardedEndpoint) getEndpoint()).limit(limits);
    }
}
