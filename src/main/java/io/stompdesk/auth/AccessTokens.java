package io.stompdesk.auth;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Issues and verifies access tokens: short-lived JWTs (type {@code at+jwt} of RFC 9068, verified as RFC 8725
 * recommends). A token only identifies an account. {@link Authenticator} also checks that the account is enabled and
 * that the login is still live.
 */
@Component
public final class AccessTokens {

    static final String ISSUER = "stompdesk";
    static final String AUDIENCE = "stompdesk";
    static final String TYPE = "at+jwt";
    static final String LOGIN = "lid";

    /** In characters. Tokens of the desk have fewer than 400. */
    private static final int MAX_LENGTH = 2048;

    /** The tolerated clock difference between two nodes. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final SigningKeys keys;
    private final Duration lifetime;
    private final Clock clock;
    private final JwtParser parser;

    AccessTokens(SigningKeys keys, AuthSettings settings, Clock clock) {
        this.keys = keys;
        this.lifetime = settings.accessToken();
        this.clock = clock;
        this.parser = parser();
    }

    /** Accepts HS256 signatures only: no other algorithm, no encryption, no compression. */
    private JwtParser parser() {
        return Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .and()
                .enc()
                .clear()
                .and()
                .key()
                .clear()
                .and()
                .zip()
                .clear()
                .and()
                .clock(() -> Date.from(clock.instant()))
                .keyLocator(this::key)
                .requireIssuer(ISSUER)
                .requireAudience(AUDIENCE)
                .build();
    }

    Issued issue(String accountId, String loginId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(lifetime);
        Map.Entry<String, SecretKey> key = keys.signing();
        String jwt = Jwts.builder()
                .header()
                .keyId(key.getKey())
                .type(TYPE)
                .and()
                .issuer(ISSUER)
                .audience()
                .add(AUDIENCE)
                .and()
                .subject(accountId)
                .claim(LOGIN, loginId)
                .id(OpaqueId.make())
                .issuedAt(Date.from(now))
                .expiration(Date.from(expiresAt))
                .signWith(key.getValue(), Jwts.SIG.HS256)
                .compact();
        return new Issued(jwt, expiresAt);
    }

    /**
     * Returns the content of a token that the desk has signed and that has not expired.
     *
     * @throws Refusal {@code UNAUTHENTICATED}
     */
    public AccessToken verify(String jwt) {
        try {
            if (jwt.length() > MAX_LENGTH) {
                throw unauthenticated();
            }
            return validated(parser.parseSignedClaims(jwt));
        } catch (RuntimeException forgedOrExpired) {
            // Whatever the parser throws for a forged token, the answer is the same and reveals nothing.
            throw unauthenticated();
        }
    }

    private Key key(Header header) {
        String kid = header instanceof JwsHeader signed ? signed.getKeyId() : null;
        return keys.find(kid == null ? "" : kid).orElseThrow(AccessTokens::unauthenticated);
    }

    /**
     * Adds the checks that jjwt does not make: it accepts tokens without exp or jti, with any typ and any lifetime, and
     * at the very moment in which they expire.
     */
    private AccessToken validated(Jws<Claims> jws) {
        Claims claims = jws.getPayload();
        require(TYPE.equals(jws.getHeader().getType()));
        require(isId(claims.getId()));
        Instant issuedAt = required(claims.getIssuedAt());
        Instant expiresAt = required(claims.getExpiration());
        require(expiresAt.isAfter(issuedAt) && !expiresAt.isAfter(issuedAt.plus(lifetime)));
        Instant now = clock.instant();
        require(now.isBefore(expiresAt) && !issuedAt.isAfter(now.plus(SKEW)));
        String loginId = claims.get(LOGIN, String.class);
        require(isId(claims.getSubject()) && isId(loginId));
        return new AccessToken(claims.getSubject(), loginId, expiresAt);
    }

    private static boolean isId(@Nullable String claim) {
        return claim != null && ID.matcher(claim).matches();
    }

    private static Instant required(@Nullable Date claim) {
        if (claim == null) {
            throw unauthenticated();
        }
        return claim.toInstant();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw unauthenticated();
        }
    }

    private static Refusal unauthenticated() {
        return new Refusal(ErrorCode.UNAUTHENTICATED);
    }

    /**
     * @param jwt the encoded token
     * @param expiresAt the token is valid until then, exclusive
     */
    record Issued(String jwt, Instant expiresAt) {}
}
