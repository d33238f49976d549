package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.stompdesk.MutableClock;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTests {

    private static final String NEW = "k2:an even longer secret of at least 64 bytes for HS512 to be possible with it";
    private static final String OLD = "k1:a secret of at least 32 bytes the old one";
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final MutableClock clock = new MutableClock();
    private final AccessTokens tokens = tokens(NEW + "," + OLD);

    private AccessTokens tokens(String secrets) {
        AuthSettings settings =
                new AuthSettings(true, "", LIFETIME, Duration.ofDays(30), Duration.ofDays(30), Duration.ofSeconds(10));
        return new AccessTokens(SigningKeys.parse(secrets, "the test"), settings, clock);
    }

    @Test
    void aTokenSaysWhoseItIsAndOnWhichLoginItRests() {
        AccessTokens.Issued issued = tokens.issue("ada", "login-1");

        assertThat(tokens.verify(issued.jwt()))
                .isEqualTo(new AccessToken("ada", "login-1", clock.instant().plus(LIFETIME)));
    }

    @Test
    void aTokenIsGoodUntilItExpires() {
        String jwt = tokens.issue("ada", "login-1").jwt();

        clock.advance(LIFETIME.minusSeconds(1));
        assertThat(tokens.verify(jwt).accountId()).isEqualTo("ada");
        clock.advance(Duration.ofSeconds(1));
        assertRefused(jwt);
    }

    @Test
    void aTokenOfAnOlderKeyOfTheRingIsBelievedUntilTheKeyIsTakenOut() {
        String jwt = tokens(OLD).issue("ada", "login-1").jwt();

        assertThat(tokens.verify(jwt).accountId()).isEqualTo("ada");
        assertThatThrownBy(() -> tokens(NEW).verify(jwt)).isInstanceOf(Refusal.class);
    }

    @Test
    void whatTheForgeriesBelowStartFromIsGood() {
        assertThat(tokens.verify(forged(good -> good)).accountId()).isEqualTo("ada");
    }

    @Test
    void anotherAudienceIsRefused() {
        assertRefused(
                forged(jwt -> jwt.audience().remove("stompdesk").add("else").and()));
    }

    @Test
    void noAudienceIsRefused() {
        assertRefused(forged(jwt -> jwt.audience().remove("stompdesk").and()));
    }

    @Test
    void anotherIssuerIsRefused() {
        assertRefused(forged(jwt -> jwt.issuer("else")));
        assertRefused(forged(jwt -> jwt.issuer(null)));
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertRefused(forged(jwt -> jwt.expiration(null)));
    }

    @Test
    void aTokenThatLivesLongerThanOursIsRefused() {
        assertRefused(forged(jwt -> jwt.expiration(in(LIFETIME.plusSeconds(1)))));
        assertRefused(forged(jwt -> jwt.issuedAt(null)));
        assertRefused(forged(jwt -> jwt.issuedAt(in(Duration.ofHours(1))).expiration(in(Duration.ofHours(1)))));
        assertRefused(forged(jwt -> jwt.issuedAt(in(Duration.ofHours(1))).expiration(in(Duration.ofMinutes(65)))));
    }

    @Test
    void anotherTypeIsRefused() {
        assertRefused(forged(jwt -> jwt.header().type("JWT").and()));
        assertRefused(forged(jwt -> jwt.header().type(null).and()));
    }

    @Test
    void aTokenWithoutItsIdsIsRefused() {
        assertRefused(forged(jwt -> jwt.id(null)));
        assertRefused(forged(jwt -> jwt.subject(null)));
        assertRefused(forged(jwt -> jwt.subject("../ada")));
        assertRefused(forged(jwt -> jwt.claim("lid", null)));
        assertRefused(forged(jwt -> jwt.claim("lid", List.of("login-1"))));
    }

    @Test
    void anUnknownOrMissingKidIsRefused() {
        assertRefused(forged(jwt -> jwt.header().keyId("k3").and()));
        assertRefused(forged(jwt -> jwt.header().keyId(null).and()));
    }

    @Test
    void aKidOfAnotherKeyIsRefused() {
        assertRefused(forged(jwt -> jwt.header().keyId("k1").and()));
    }

    @Test
    void anotherAlgorithmWithTheRightKeyIsRefused() {
        assertRefused(unsigned().signWith(key(NEW), Jwts.SIG.HS512).compact());
        assertRefused(unsigned().signWith(key(NEW), Jwts.SIG.HS384).compact());
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertRefused(unsigned().compact());
        assertRefused(withHeader("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"k2\"}"));
        assertRefused(withHeader("{\"alg\":\"None\",\"typ\":\"at+jwt\",\"kid\":\"k2\"}"));
    }

    @Test
    void aCompressedTokenIsRefused() {
        assertRefused(unsigned()
                .compressWith(Jwts.ZIP.DEF)
                .signWith(key(NEW), Jwts.SIG.HS256)
                .compact());
    }

    @Test
    void anEncryptedTokenIsRefused() {
        SecretKey key = new SecretKeySpec(new byte[32], "AES");
        assertRefused(unsigned().encryptWith(key, Jwts.ENC.A256GCM).compact());
        assertRefused(unsigned()
                .encryptWith(Jwts.KEY.A256KW.key().build(), Jwts.KEY.A256KW, Jwts.ENC.A256GCM)
                .compact());
    }

    @Test
    void aChangedTokenIsRefused() {
        String[] parts = tokens.issue("ada", "login-1").jwt().split("\\.", -1);
        String other = tokens.issue("ben", "login-2").jwt().split("\\.", -1)[1];

        assertRefused(parts[0] + "." + other + "." + parts[2]);
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "....", "abc", "e30.e30.e30", "\u0000.\u0000.\u0000"})
    void whatIsNoTokenIsRefused(String jwt) {
        assertRefused(jwt);
    }

    @Test
    void aHugeTokenIsRefusedUnread() {
        assertRefused("a".repeat(1_000_000));
    }

    private JwtBuilder unsigned() {
        return Jwts.builder()
                .header()
                .keyId("k2")
                .type("at+jwt")
                .and()
                .issuer("stompdesk")
                .audience()
                .add("stompdesk")
                .and()
                .subject("ada")
                .claim("lid", "login-1")
                .id("token-1")
                .issuedAt(in(Duration.ZERO))
                .expiration(in(LIFETIME));
    }

    private String forged(UnaryOperator<JwtBuilder> change) {
        return change.apply(unsigned()).signWith(key(NEW), Jwts.SIG.HS256).compact();
    }

    private String withHeader(String header) {
        String[] parts = forged(good -> good).split("\\.", -1);
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return encoded + "." + parts[1] + ".";
    }

    private Date in(Duration time) {
        Instant at = clock.instant().plus(time);
        return Date.from(at);
    }

    private static SecretKey key(String entry) {
        byte[] secret = entry.substring(3).getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(secret, "HmacSHA512");
    }

    private void assertRefused(String jwt) {
        assertThatThrownBy(() -> tokens.verify(jwt))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }
}
