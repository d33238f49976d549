package io.stompdesk.stream;

import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder in which a desk on SQLite keeps everything. It is locked, so that no second desk uses it: each desk would
 * publish its changes only to its own clients.
 */
final class DataDirectory implements AutoCloseable {

    /** The name that SQLite uses for a database in memory. */
    private static final String IN_MEMORY = ":memory:";

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens and locks the folder. Creates it if it does not exist.
     *
     * @throws StartRefused if the folder is not writable, or if another desk uses it
     */
    static DataDirectory open(Path path) {
        if (path.startsWith(IN_MEMORY)) {
            throw new StartRefused("The data directory is a folder on a disk: the desk keeps nothing in memory alone.");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException impossible) {
            throw new StartRefused("The data directory " + path + " cannot be created.", impossible);
        }
        if (!Files.isWritable(path)) {
            throw new StartRefused("The data directory " + path + " is not writable.");
        }
        return new DataDirectory(path, lock(path));
    }

    /** Takes the lock. The operating system releases it when the process ends, even after a crash. */
    private static FileChannel lock(Path path) {
        try {
            FileChannel channel = FileChannel.open(
                    path.resolve("stompdesk.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
