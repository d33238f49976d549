package io.stompdesk.kernel;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that only the user who runs the desk may read. They hold password hashes and secrets, and the
 * machine may have other users.
 */
public final class PrivateFiles {

    private static final Logger log = LoggerFactory.getLogger(PrivateFiles.class);

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates a folder of mode 0700, and its parents with the usual mode. Does nothing if the folder exists. */
    public static void createFolder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        if (absolute.getParent() != null) {
            Files.createDirectories(absolute.getParent());
        }
        try {
            Files.createDirectory(absolute, attributes(absolute, FOLDER));
        } catch (FileAlreadyExistsException existing) {
            if (!Files.isDirectory(absolute)) {
                throw existing;
            }
        }
    }

    /** Creates an empty file of mode 0600. Does nothing if the file exists. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, fileAttributes(file));
        } catch (FileAlreadyExistsException existing) {
            log.debug("{} exists", file);
        }
    }

    /** With these a new file has mode 0600 from the beginning. */
    public static FileAttribute<?>[] fileAttributes(Path file) {
        return attributes(file, FILE);
    }

    /**
     * Takes the rights of other users away from a file or folder. Logs a warning if that is not possible. Does nothing
     * if it does not exist.
     */
    public static void restrict(Path path) {
        if (Files.notExists(path)) {
            return;
        }
        Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
        try {
            if (!wanted.containsAll(Files.getPosixFilePermissions(path))) {
                Files.setPosixFilePermissions(path, wanted);
            }
        } catch (IOException | UnsupportedOperationException impossible) {
            log.warn(
                    "Other users of this machine may be able to read {}: its permissions cannot be set to {}.",
                    path,
                    PosixFilePermissions.toString(wanted));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)} : new FileAttribute<?>[0];
    }
}
