package io.stompdesk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

class StompFramesTests {

    private static Message<byte[]> read(String frame) {
        return new StompDecoder()
                .decode(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)))
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "r1,        r1",
        "'a:b',     'a\\cb'",
        "'a\\b',    'a\\\\b'",
        "'a\\nb',   'a\\\\nb'",
    })
    void headersAreEscapedAsStomp12Says(String header, String written) {
        assertThat(StompFrames.receipt(header)).isEqualTo("RECEIPT\nreceipt-id:" + written + "\n\n\0");
    }

    @Test
    void lineEndsInHeadersAreEscaped() {
        assertThat(StompFrames.receipt("a\nb\rc")).isEqualTo("RECEIPT\nreceipt-id:a\\nb\\rc\n\n\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a:b\\c\nd\re", "\\n", "::", "\u00e4\ud83d\udca1"})
    void whatIsWrittenIsReadBack(String id) {
        Message<byte[]> message = read(StompFrames.message(id, "/queue/" + id, id, "{}"));

        StompHeaderAccessor headers = StompHeaderAccessor.wrap(message);
        assertThat(headers.getSubscriptionId()).isEqualTo(id);
        assertThat(headers.getDestination()).isEqualTo("/queue/" + id);
        assertThat(headers.getMessageId()).isEqualTo(id);
        assertThat(message.getPayload()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }

    @Test
    void aBodyIsNotEscaped() {
        String body = "{\"text\":\"a:b\\nc\ud83d\udca1\"}";

        assertThat(read(StompFrames.message("s", "/topic/x", "m", body)).getPayload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body);
    }

    @Test
    void anErrorNamesTheReceiptThatItTakesThePlaceOf() {
        StompHeaderAccessor headers = StompHeaderAccessor.wrap(read(StompFrames.error("TOO_LARGE", "r:7", "{}")));

        assertThat(headers.getMessage()).isEqualTo("TOO_LARGE");
        assertThat(headers.getReceiptId()).isEqualTo("r:7");
    }

    @Test
    void anErrorWithoutReceiptHasNoSuchHeader() {
        assertThat(StompFrames.error("TOO_LARGE", "", "{}")).doesNotContain("receipt-id");
    }
}
