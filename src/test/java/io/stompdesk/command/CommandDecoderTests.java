package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CommandDecoderTests {

    private static final String ID = "0d4b8f2e-6f0a-4a51-9e0c-8d3f6d1f2a10";

    private final JsonMapper json = DeskJson.mapper();
    private final CommandDecoder decoder = new CommandDecoder(json);

    enum Colour {
        RED
    }

    record Nested(@Nullable String name) {}

    record Body(
            @Nullable String text,
            @Nullable Long ifSeq,
            @Nullable Colour colour,
            @Nullable Nested nested) {}

    record Switch(boolean on) {}

    private CommandDecoder.Decoded decode(String frame, Class<?> body) {
        return decoder.decode(frame.getBytes(StandardCharsets.UTF_8), json.constructType(body));
    }

    @Test
    void aCommandIsItsClientIdAndItsBody() {
        CommandDecoder.Decoded decoded =
                decode("{\"clientId\":\"" + ID + "\",\"text\":\"hi\",\"ifSeq\":3}", Body.class);

        assertThat(decoded.clientId()).isEqualTo(UUID.fromString(ID));
        assertThat(decoded.body()).isEqualTo(new Body("hi", 3L, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void anEmptyBodyIsAnEmptyObject(String nothing) {
        CommandDecoder.Decoded decoded = decode(nothing, NoContent.class);

        assertThat(decoded.clientId()).isNull();
        assertThat(decoded.body()).isEqualTo(new NoContent());
    }

    @Test
    void aClientIdMayBeInCapitals() {
        assertThat(decode("{\"clientId\":\"" + ID.toUpperCase() + "\"}", Body.class)
                        .clientId())
                .isEqualTo(UUID.fromString(ID));
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("{", ErrorCode.MALFORMED_JSON, null),
                bad("{\"text\":\"a\"", ErrorCode.MALFORMED_JSON, null),
                bad("{\"text\":'a'}", ErrorCode.MALFORMED_JSON, null),
                bad("{} {}", ErrorCode.MALFORMED_JSON, null),
                bad("{}x", ErrorCode.MALFORMED_JSON, null),
                bad("hello", ErrorCode.MALFORMED_JSON, null),
                bad(" ", ErrorCode.MALFORMED_JSON, null),
                bad("[]", ErrorCode.MALFORMED_JSON, null),
                bad("[{}]", ErrorCode.MALFORMED_JSON, null),
                bad("null", ErrorCode.MALFORMED_JSON, null),
                bad("\"text\"", ErrorCode.MALFORMED_JSON, null),
                bad("{\"text\":\"a\u0001\"}", ErrorCode.MALFORMED_JSON, null),
                bad("{\"text\":\"a\",\"text\":\"b\"}", ErrorCode.MALFORMED_JSON, null),
                bad("[".repeat(2000), ErrorCode.MALFORMED_JSON, null),
                bad("{\"a\":".repeat(2000), ErrorCode.MALFORMED_JSON, null),
                bad("{\"txt\":\"a\"}", ErrorCode.UNKNOWN_FIELD, "txt"),
                bad("{\"Text\":\"a\"}", ErrorCode.UNKNOWN_FIELD, "Text"),
                bad("{\"nested\":{\"nme\":\"a\"}}", ErrorCode.UNKNOWN_FIELD, "nme"),
                bad("{\"text\":1}", ErrorCode.INVALID_FIELD, "text"),
                bad("{\"text\":true}", ErrorCode.INVALID_FIELD, "text"),
                bad("{\"text\":[\"a\"]}", ErrorCode.INVALID_FIELD, "text"),
                bad("{\"text\":{}}", ErrorCode.INVALID_FIELD, "text"),
                bad("{\"ifSeq\":\"3\"}", ErrorCode.INVALID_FIELD, "ifSeq"),
                bad("{\"ifSeq\":1.5}", ErrorCode.INVALID_FIELD, "ifSeq"),
                bad("{\"ifSeq\":1e40}", ErrorCode.INVALID_FIELD, "ifSeq"),
                bad("{\"ifSeq\":99999999999999999999}", ErrorCode.INVALID_FIELD, "ifSeq"),
                bad("{\"ifSeq\":true}", ErrorCode.INVALID_FIELD, "ifSeq"),
                bad("{\"colour\":\"BLUE\"}", ErrorCode.INVALID_FIELD, "colour"),
                bad("{\"colour\":\"red\"}", ErrorCode.INVALID_FIELD, "colour"),
                bad("{\"colour\":0}", ErrorCode.INVALID_FIELD, "colour"),
                bad("{\"nested\":\"a\"}", ErrorCode.INVALID_FIELD, "nested"),
                bad("{\"clientId\":\"\"}", ErrorCode.CLIENT_ID_INVALID, null),
                bad("{\"clientId\":\"1\"}", ErrorCode.CLIENT_ID_INVALID, null),
                bad("{\"clientId\":1}", ErrorCode.CLIENT_ID_INVALID, null),
                bad("{\"clientId\":null}", ErrorCode.CLIENT_ID_INVALID, null),
                bad("{\"clientId\":{}}", ErrorCode.CLIENT_ID_INVALID, null),
                bad("{\"clientId\":\"" + ID + "0\"}", ErrorCode.CLIENT_ID_INVALID, null),
                bad("{\"clientId\":\"1-1-1-1-1\"}", ErrorCode.CLIENT_ID_INVALID, null));
    }

    private static Arguments bad(String frame, ErrorCode code, @Nullable String field) {
        return Arguments.of(frame, code, field);
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void everyKindOfBadInputHasItsCode(String frame, ErrorCode code, @Nullable String field) {
        assertThatThrownBy(() -> decode(frame, Body.class))
                .asInstanceOf(type(Refusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.data().get("field")).isEqualTo(field);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"on\":null}", "{\"on\":1}", "{\"on\":\"true\"}"})
    void aSwitchIsOnOrOffAndNothingElse(String frame) {
        assertThatThrownBy(() -> decode(frame, Switch.class))
                .asInstanceOf(type(Refusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                    assertThat(refusal.data()).containsEntry("field", "on");
                });
    }

    @Test
    void theFingerprintTellsContentsAndDestinationsApart() {
        Body body = new Body("a", null, null, null);

        assertThat(fingerprint("/app/x", body))
                .isEqualTo(fingerprint("/app/x", new Body("a", null, null, null)))
                .isNotEqualTo(fingerprint("/app/y", body))
                .isNotEqualTo(fingerprint("/app/x", new Body("b", null, null, null)))
                .hasSize(64);
    }

    private String fingerprint(String destination, Body body) {
        return decoder.key("a1", UUID.randomUUID(), destination, body).fingerprint();
    }
}
