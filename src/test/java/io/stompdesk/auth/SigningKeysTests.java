package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.StartRefused;
import io.stompdesk.web.DeskSettings;
import io.stompdesk.web.Origins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTests {

    private static final String SECRET = "x".repeat(32);

    @TempDir
    Path data;

    @Test
    void theFirstKeySignsAndAllAreKnown() {
        SigningKeys keys = SigningKeys.parse("new:" + SECRET + " , old:" + SECRET + ":more", "the test");

        assertThat(keys.signing().getKey()).isEqualTo("new");
        assertThat(keys.find("old")).isPresent();
        assertThat(keys.find("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no-colon-in-this-secret-of-32-bytes",
                "k:short",
                ":xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "k k:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "k:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,k:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void secretsThatCannotBeUsedEndTheStartWithoutBeingShown(String secrets) {
        assertThatThrownBy(() -> SigningKeys.parse(secrets, "STOMPDESK_JWT_SECRETS"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("STOMPDESK_JWT_SECRETS")
                .hasMessageNotContaining("xxx");
    }

    @Test
    void theDesksOwnSecretIsMadeOnceAndForItsUserAlone() throws IOException {
        String made = new SecretFile(data).read();

        assertThat(new SecretFile(data).read()).isEqualTo(made);
        assertThat(SigningKeys.parse(made, "the file").signing().getValue().getEncoded())
                .hasSizeGreaterThan(31);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("jwt-secret"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void ofTwoWhoMakeItAtOnceTheFirstWins() {
        List<String> made = IntStream.range(0, 16)
                .parallel()
                .mapToObj(_ -> new SecretFile(data).read())
                .distinct()
                .toList();

        assertThat(made).hasSize(1);
    }

    @Test
    void aSecretThatCannotBeReadEndsTheStart() throws IOException {
        Files.createDirectory(data.resolve("jwt-secret"));

        assertThatThrownBy(() -> new SecretFile(data).read()).isInstanceOf(StartRefused.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://desk.example.org/, -, https://desk.example.org",
                "https://Desk.example.org:443/support, -, https://desk.example.org",
                "'', http://192.168.1.5:8080, http://192.168.1.5:8080",
                "https://a.example, HTTPS://A.example, https://a.example",
            })
    void anOriginIsSchemeHostAndPort(String publicUrl, String origin, String allowed) {
        assertThat(origins(publicUrl, origin).allowed()).containsExactly(allowed);
    }

    @Test
    void withoutSettingsOnlyTheDesksOwnOriginMay() {
        Origins origins = origins("", null);

        assertThat(origins.allowed()).isEmpty();
        assertThat(origins.allow("http://localhost:8080", "http://localhost:8080"))
                .isTrue();
        assertThat(origins.allow("http://localhost:80801", "http://localhost:8080"))
                .isFalse();
        assertThat(origins.allow("null", "http://localhost:8080")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "desk.example.org",
                "https://desk.example.org/path",
                "ftp://a",
                "https://"
            })
    void whatIsNoOriginEndsTheStart(String origin) {
        assertThatThrownBy(() -> origins("", origin)).isInstanceOf(StartRefused.class);
    }

    private Origins origins(String publicUrl, @org.jspecify.annotations.Nullable String origin) {
        return Origins.of(new DeskSettings("Desk", publicUrl, origin == null ? List.of() : List.of(origin), List.of()));
    }
}
