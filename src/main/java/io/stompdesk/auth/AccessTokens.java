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
 * Access tokens: short-lived JWTs (RFC 9068's {@code at+jwt}, checked after RFC 8725). They say who somebody is;
 * whether that account and login still stand is {@link Authenticator}'s to ask.
 */
@Component
public final class AccessTokens {

    static final String ISSUER = "stompdesk";
    static final String AUDIENCE = "stompdesk";
    static final String TYPE = "at+jwt";
    static final String LOGIN = "lid";

    /** Ours have under 400 characters. */
    private static final int MAX_LENGTH = 2048;

    /** The clocks of two nodes may differ by this much. */
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

    /** HS256 alone is known to it: no other signature, no encryption, no compression. */
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

    /** A token and when it expires. */
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
     * What a token says, if it is one of ours and has not expired.
     *
     * @throws Refusal {@code UNAUTHENTICATED}
     */
    public AccessToken verify(String jwt) {
        try {
            if (jwt.length() > MAX_LENGTH) {
                throw untrusted();
            }
            return checked(parser.parseSignedClaims(jwt));
        } catch (RuntimeException forgedOrExpired) {
            // Whatever a forged token makes the parser throw, the answer is the same and says
            // nothing.
            throw untrusted();
        }
    }

    private Key key(Header header) {
        String kid = header instanceof JwsHeader signed ? signed.getKeyId() : null;
        return keys.find(kid == null ? "" : kid).orElseThrow(AccessTokens::untrusted);
    }

    /**
     * jjwt accepts a token without exp or jti, with any typ, of any lifetime, and in the moment in which it expires.
     */
    private AccessToken checked(Jws<Claims> jws) {
        Claims claims = jws.getPayload();
        require(TYPE.equals(jws.getHeader().getType()));
        require(isId(claims.getId()));
        Instant issuedAt = present(claims.getIssuedAt());
        Instant expiresAt = present(claims.getExpiration());
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

    private static Instant present(@Nullable Date claim) {
        if (claim == null) {
            throw untrusted();
        }
        return claim.toInstant();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw untrusted();
        }
    }

    private static Refusal untrusted() {
        return new Refusal(ErrorCode.UNAUTHENTICATED);
    }

    /**
     * @param jwt the token
     * @param expiresAt from then on it is no longer valid
     */
    record Issued(String jwt, Instant expiresAt) {}
}
