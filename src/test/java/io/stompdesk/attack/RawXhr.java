package io.stompdesk.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** SockJS over HTTP: consecutive requests to receive, and one request for each message to send. */
final class RawXhr extends RawStomp {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Uses a new connection, because one that was used before may be closing. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String session;
    private final String transport;
    private final String[] headers;
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile boolean over;
    private volatile InputStream reading;
    private volatile int firstStatus;

    /** Sends for a session that another client has opened. */
    static RawXhr sendingAs(int port, String id) {
        return new RawXhr(port, id);
    }

    private RawXhr(int port, String id) {
        this.session = "http://localhost:" + port + "/ws/000/" + id;
        this.transport = "xhr";
        this.headers = new String[0];
    }

    RawXhr(int port, String id, String transport, String... headers) {
        this.session = "http://localhost:" + port + "/ws/000/" + id;
        this.transport = transport;
        this.headers = headers;
        Thread.startVirtualThread(this::receive);
        try {
            if (!opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("not opened");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        if (firstStatus != 200) {
            throw new RawWebSocket.Refused(firstStatus);
        }
    }

    private void receive() {
        boolean failed = false;
        while (!over) {
            try {
                HttpResponse<InputStream> response =
                        http.send(request(transport, ""), HttpResponse.BodyHandlers.ofInputStream());
                reading = response.body();
                if (firstStatus == 0) {
                    firstStatus = response.statusCode();
                }
                if (response.statusCode() != 200) {
                    closed(response.statusCode());
                    over = true;
                }
                readLines(response.body());
                failed = false;
            } catch (IOException gone) {
                // The first failure may be a connection that HttpClient has kept from an earlier request.
                if (failed) {
                    closed(1006);
                    over = true;
                }
                failed = true;
                continue;
            } catch (InterruptedException stopped) {
                over = true;
            }
            opened.countDown();
        }
    }

    private void readLines(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null && !over; line = lines.readLine()) {
            if (line.equals("o")) {
                opened.countDown();
            } else if (line.startsWith("a")) {
                for (String frame : JSON.readValue(line.substring(1), String[].class)) {
                    receive(frame);
                }
            } else if (line.startsWith("c")) {
                closed(JSON.readTree(line.substring(1)).get(0).intValue());
                over = true;
            }
        }
    }

    @Override
    void send(String text) {
        post(JSON.writeValueAsString(new String[] {text}));
    }

    /**
     * Posts this text unchanged. Returns the status. Uses a new connection: the desk may close one that HttpClient
     * would use again, and HttpClient does not repeat a POST.
     */
    int post(String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        URI target = URI.create(session + "/xhr_send");
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            StringBuilder head = new StringBuilder("POST " + target.getPath() + " HTTP/1.1\r\n");
            head.append("Host: localhost:").append(target.getPort()).append("\r\n");
            head.append("Content-Length: ").append(content.length).append("\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            OutputStream out = socket.getOutputStream();
            out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(content);
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private HttpRequest request(String what, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(session + "/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        return request.build();
    }

    @Override
    public void close() {
        over = true;
        http.shutdownNow();
        InputStream body = reading;
        if (body != null) {
            try {
                body.close();
            } catch (IOException already) {
                // The connection is closed.
            }
        }
    }
}
