package io.stompdesk.auth;

import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.PrivateFiles;
import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file with the signing secret that the desk has generated. Only the file's owner may read it. */
final class SecretFile {

    private static final int SECRET_BITS = 256;
    private static final int KID_BITS = 48;

    private final Path folder;
    private final Path file;

    SecretFile(Path dataDir) {
        this.folder = dataDir.toAbsolutePath();
        this.file = dataDir.resolve("jwt-secret");
    }

    /** Returns the file's content, and creates the file first if it does not exist. */
    String read() {
        try {
            if (Files.notExists(file)) {
                create();
            }
            PrivateFiles.restrict(file);
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new StartRefused("The file " + file + " cannot be read or created.", unreadable);
        }
    }

    /**
     * Writes a temporary file and links it, so that no reader sees a partial secret and the first of two writers wins.
     */
    private void create() throws IOException {
        PrivateFiles.createFolder(folder);
        Path temporary = Files.createTempFile(folder, "jwt-secret", ".new", PrivateFiles.fileAttributes(file));
        try {
            Files.writeString(temporary, OpaqueId.make(KID_BITS) + ":" + OpaqueId.make(SECRET_BITS) + "\n");
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException existing) {
            // Another process was first. Its secret is used.
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
