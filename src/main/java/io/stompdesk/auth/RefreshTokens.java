package io.stompdesk.auth;

import io.stompdesk.kernel.OpaqueId;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Generates refresh tokens. The first token of a login is random. Each later one is derived from its predecessor with
 * the desk's secret. So the desk can repeat the response to a rotation, to a tab that raced or a client that lost it,
 * although the store contains hashes only.
 *
 * <p>Each token is sealed with the desk's secret. So an outdated token, which is a sign of theft, differs from one that
 * somebody made up, although the store contains the newest hashes only.
 */
@Component
final class RefreshTokens {

    private static final int SECRET_BITS = 256;

    private final Hmac successors;

    /** The first one seals new tokens. */
    private final List<Hmac> seals;

    RefreshTokens(SigningKeys keys) {
        this.successors = new Hmac(keys.signing().getValue(), "refresh tokens");
        this.seals = keys.all().stream()
                .map(key -> new Hmac(key, "seals of refresh tokens"))
                .toList();
    }

    RefreshToken first(String handle) {
        return sealed(handle, OpaqueId.make(SECRET_BITS));
    }

    RefreshToken successorOf(RefreshToken token) {
        return sealed(token.handle(), successors.of(token.unsealed()));
    }

    /** A different successor of this token, to replace one that was issued but lost. */
    RefreshToken replacementOf(RefreshToken token, Instant at) {
        return sealed(token.handle(), successors.of(token.unsealed() + " " + at.toEpochMilli()));
    }

    /** Whether the desk once issued this token. */
    boolean isSealed(RefreshToken token) {
        String seal = token.seal();
        return seal != null && seals.stream().anyMatch(known -> known.matches(token.unsealed(), seal));
    }

    private RefreshToken sealed(String handle, String secret) {
        RefreshToken unsealed = new RefreshToken(handle, secret, null);
        return new RefreshToken(handle, secret, seals.getFirst().of(unsealed.unsealed()));
    }
}
