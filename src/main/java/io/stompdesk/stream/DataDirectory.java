package io.stompdesk.stream;

import io.stompdesk.kernel.PrivateFiles;
import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The directory in which a desk on SQLite keeps everything. It is locked, so that no second desk uses it: each desk
 * would publish its changes only to its own clients.
 */
final class DataDirectory implements AutoCloseable {

    /** The name that SQLite uses for a database in memory. */
    private static final String IN_MEMORY = ":memory:";

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    /** The names of the desk's own files. {@code lost+found} is that of a file system's root. */
    private static final Pattern OWN = Pattern.compile("stompdesk\\..*|jwt-secret.*|native|lost\\+found");

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens and locks the directory. Creates it if it does not exist.
     *
     * @throws StartRefused if the directory is not writable, or if another desk uses it
     */
    static DataDirectory open(Path path) {
        if (path.startsWith(IN_MEMORY)) {
            throw new StartRefused("The data directory must be a folder on disk. The desk cannot run in memory.");
        }
        try {
            PrivateFiles.createFolder(path);
        } catch (IOException impossible) {
            throw new StartRefused("The data directory " + path + " cannot be created.", impossible);
        }
        if (!Files.isWritable(path)) {
            throw new StartRefused("The data directory " + path + " is not writable.");
        }
        DataDirectory directory = new DataDirectory(path, lock(path));
        directory.keepPrivate();
        return directory;
    }

    /**
     * A directory with foreign files, such as a home directory, keeps its permissions: the desk cannot know who needs
     * them. The desk's own files are private in either case.
     */
    private void keepPrivate() {
        try (Stream<Path> found = Files.list(path)) {
            Map<Boolean, List<Path>> own = found.collect(Collectors.partitioningBy(
                    file -> OWN.matcher(file.getFileName().toString()).matches()));
            own.getOrDefault(true, List.of()).forEach(PrivateFiles::restrict);
            if (own.getOrDefault(false, List.of()).isEmpty()) {
                PrivateFiles.restrict(path);
            } else {
                log.warn("The data directory {} has files that are not the desk's, so it keeps its permissions.", path);
            }
        } catch (IOException unreadable) {
            throw new StartRefused("The data directory " + path + " cannot be read.", unreadable);
        }
    }

    /** An empty directory for native libraries. A desk that was killed has left its libraries there. */
    Path emptyFolderForLibraries() {
        Path folder = path.resolve("native");
        try {
            FileSystemUtils.deleteRecursively(folder);
            PrivateFiles.createFolder(folder);
        } catch (IOException impossible) {
            throw new StartRefused("The folder " + folder + " cannot be emptied.", impossible);
        }
        return folder;
    }

    /** Takes the lock. The operating system releases it when the process ends, even after a crash. */
    private static FileChannel lock(Path path) {
        try {
            Path file = path.resolve("stompdesk.lock");
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PrivateFiles.fileAttributes(file));
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException impossible) {
            throw new StartRefused("The data directory " + path + " cannot be locked.", impossible);
        }
        throw new StartRefused("Another desk uses the data directory " + path + ".");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** The path of a file, which is created empty if it does not exist. */
    Path file(String name) {
        Path file = path.resolve(name);
        try {
            PrivateFiles.createFile(file);
        } catch (IOException impossible) {
            throw new StartRefused("The file " + file + " cannot be created.", impossible);
        }
        return file;
    }

    /** Whether a desk that was killed, and not stopped, had this very file in use here. */
    boolean wasInUse(Path file) {
        try {
            ByteBuffer last = ByteBuffer.allocate(Long.BYTES);
            return lock.read(last, 0) == Long.BYTES && last.getLong(0) == inode(file);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Remembers the file until {@link #close}. */
    void use(Path file) {
        try {
            lock.write(ByteBuffer.allocate(Long.BYTES).putLong(0, inode(file)), 0);
        } catch (IOException | UnsupportedOperationException notPossible) {
            log.debug("Cannot remember the file in use", notPossible);
        }
    }

    private static long inode(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    }

    @Override
    public void close() throws IOException {
        lock.truncate(0);
        lock.close();
    }
}
