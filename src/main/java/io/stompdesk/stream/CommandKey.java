package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identifies a command, so that sending it again has no second effect.
 *
 * @param account the account that sent it
 * @param clientId the id that the client generated for it
 * @param fingerprint a digest of its destination and decoded content; the same id with another digest is refused
 */
public record CommandKey(String account, UUID clientId, String fingerprint) {

    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** @param content the decoded command as JSON, so that field order and white space do not matter */
    public static CommandKey of(String account, UUID clientId, String destination, byte[] content) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(destination.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new CommandKey(account, clientId, HexFormat.of().formatHex(digest.digest(content)));
    }

    /** @throws Refusal {@code CLIENT_ID_INVALID} if it is not a UUID as defined by RFC 9562 */
    public static UUID clientId(String written) {
        if (!UUID_SHAPE.matcher(written).matches()) {
            throw new Refusal(ErrorCode.CLIENT_ID_INVALID);
        }
        return UUID.fromString(written);
    }
}
