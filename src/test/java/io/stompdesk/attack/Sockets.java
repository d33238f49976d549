package io.stompdesk.attack;

import java.io.IOException;
import java.net.Socket;

/** How clients leave. */
final class Sockets {

    private Sockets() {}

    /** Closes without the goodbye of TCP, as a machine does that has crashed. */
    static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException already) {
            // closed
        }
        close(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // closed
        }
    }
}
