package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.TestLogin;
import io.stompdesk.stream.StoreFaults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** While the store cannot be read, every REST call that needs it is answered STORE_UNAVAILABLE. */
@DeskTest
@Import(StoreFaults.Configuration.class)
class StoreOutageTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private StoreFaults faults;

    @AfterEach
    void recover() {
        faults.none();
    }

    @Test
    void aCallWithATokenIsAnsweredThatTheStoreIsUnavailable() throws Exception {
        TestLogin guest = TestLogin.guest(port);
        faults.requestsFail(true);

        HttpResponse<String> answer = tickets(guest);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"STORE_UNAVAILABLE\"");

        faults.none();
        assertThat(tickets(guest).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> tickets(TestLogin login) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/tickets"))
                .header("Authorization", "Bearer " + login.token())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
