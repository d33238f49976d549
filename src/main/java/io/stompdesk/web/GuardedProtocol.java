package io.stompdesk.web;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 over a {@link GuardedEndpoint}. Tomcat creates it by its name. */
public final class GuardedProtocol extends Http11NioProtocol {

    public GuardedProtocol() {
        super(new GuardedEndpoint());
        // Tomcat reads them to their end before it gives out a byte, so nobody could tell that they take too long.
        setMaxExtensionSize(0);
        setMaxTrailerSize(8);
    }

    void limit(GuardedEndpoint.Limits limits) {
        ((GuardedEndpoint) getEndpoint()).limit(limits);
    }
}
