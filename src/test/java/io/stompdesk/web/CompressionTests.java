package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.TestStore;
import io.stompdesk.bench.DeskApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Files and long answers are compressed. Streams of frames are not, because they would wait in a compressor, nor is an
 * answer with a token, because its length could give the token away.
 */
@DeskTest
class CompressionTests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/staff",
                "/css/tokens.css",
                "/js/base/i18n/en.js",
                "/webjars/sockjs-client/1.6.1/dist/sockjs.min.js"
            })
    void filesAreCompressed(String path) throws Exception {
        assertThat(encoding(request(path).GET())).isEqualTo("gzip");
    }

    @Test
    void aLongListIsCompressed() throws Exception {
        DeskApi api = new DeskApi(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        DeskApi.Person admin = api.admin();
        api.tickets(admin, "A ticket in a long list", 20);
        HttpRequest.Builder list = request("/api/tickets").header("Authorization", "Bearer " + admin.token());
        assertThat(encoding(list)).isEqualTo("gzip");
    }

    @Test
    void anAnswerWithATokenIsNot() throws Exception {
        String login = "{\"username\":\"admin\",\"password\":\"" + TestStore.ADMIN_PASSWORD + "\"}";
        HttpRequest.Builder session = request("/api/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(login));
        assertThat(encoding(session)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "xhr"})
    void theTransportsOfSockJsAreNot(String transport) throws Exception {
        HttpRequest.Builder stream = request(
                        "/ws/000/" + UUID.randomUUID().toString().replace("-", "") + "/" + transport)
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(encoding(stream)).isEmpty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept-Encoding", "gzip");
    }

    private static String encoding(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream _ = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.headers().firstValue("Content-Encoding").orElse("");
        }
    }
}
