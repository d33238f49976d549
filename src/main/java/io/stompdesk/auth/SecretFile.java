package io.stompdesk.auth;

import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The secret that this desk made for itself, in a file that its user alone may read. */
final class SecretFile {

    private static final int SECRET_BITS = 256;
    private static final int KID_BITS = 48;

    private final Path file;

    SecretFile(Path dataDir) {
        this.file = dataDir.resolve("jwt-secret");
    }

    /** What is in it; made now if there is none. */
    String read() {
        try {
            if (Files.notExists(file)) {
                make();
            }
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new StartRefused("The file " + file + " cannot be read or made.", unreadable);
        }
    }

    /** Written beside and then linked, so that nobody ever reads half a secret, and the first of two makers wins. */
    private void make() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "jwt-secret", ".new", ownerOnly());
        try {
            Files.writeString(fresh, OpaqueId.make(KID_BITS) + ":" + OpaqueId.make(SECRET_BITS) + "\n");
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            // The other one's is as good as ours.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
