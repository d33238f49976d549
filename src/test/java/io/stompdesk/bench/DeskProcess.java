package io.stompdesk.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A desk in its own process, with the classes that the build has just compiled. */
public final class DeskProcess implements AutoCloseable {

    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started StompdeskApplication in");
    private static final int SHOWN_LINES = 60;

    private final Process process;
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final Deque<String> log = new ConcurrentLinkedDeque<>();
    private final Duration startedIn;
    private final Duration startCost;
    private final InetSocketAddress address;

    private DeskProcess(List<String> command, Map<String, String> environment) {
        long begin = System.nanoTime();
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("STOMPDESK_"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread.ofPlatform().name("desk-log").daemon().start(this::readLog);
        int port = waitUntilReady();
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
        startCost = cpu();
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private int waitUntilReady() {
        try {
            return ready.orTimeout(120, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            kill();
            throw new IllegalStateException("The desk did not start:\n" + log(), late);
        }
    }

    private void readLog() {
        int port = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                if (log.size() > SHOWN_LINES) {
                    log.removeFirst();
                }
                Matcher found = PORT.matcher(line);
                if (found.find()) {
                    port = Integer.parseInt(found.group(1));
                }
                if (STARTED.matcher(line).find()) {
                    ready.complete(port);
                }
            }
        } catch (IOException gone) {
            // The process was killed.
        }
        ready.completeExceptionally(new IllegalStateException("The desk did not start:\n" + String.join("\n", log)));
    }

    public InetSocketAddress address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /** The time from the start of the process until it reports that it is ready. */
    public Duration startedIn() {
        return startedIn;
    }

    /** The CPU time of the start, which other load on the machine does not increase. */
    public Duration startCost() {
        return startCost;
    }

    /** The last lines of its log. */
    public String log() {
        return String.join("\n", log);
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        letGo();
        process.onExit().join();
    }

    /** Kills the child processes, such as a desk under strace. */
    private void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // The process has ended.
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Closes its standard input, at which it halts. This works even if a signal would not reach the desk itself. */
    public void halt() {
        letGo();
        if (process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            kill();
        }
    }

    /** Stops the desk as an operator would. */
    public void stop() {
        // Process.destroy() would also close the standard input and so halt the desk.
        process.toHandle().destroy();
        if (process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            kill();
        }
        letGo();
    }

    /** The exit status of the process, which has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    /** How to start a desk: always with the same code, flags and environment. */
    public static final class Recipe {

        private final List<String> prefix;
        private final List<String> flags;
        private final Map<String, String> environment;

        private Recipe(List<String> prefix, List<String> flags, Map<String, String> environment) {
            this.prefix = prefix;
            this.flags = flags;
            this.environment = environment;
        }

        /** Starts like an operator, but without limits and on any free port. */
        public static Recipe of(List<String> flags, Map<String, String> environment) {
            List<String> all = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
            all.addAll(flags);
            Map<String, String> full = new java.util.HashMap<>(
                    Map.of("SERVER_PORT", "0", "STOMPDESK_ADMIN_PASSWORD", ADMIN_PASSWORD, "STOMPDESK_LIMITS", "off"));
            full.putAll(environment);
            return new Recipe(List.of(), all, full);
        }

        /** Starts under another program, such as {@code strace}. */
        public Recipe under(String... command) {
            return new Recipe(List.of(command), flags, environment);
        }

        public Recipe with(String variable, String value) {
            Map<String, String> more = new java.util.HashMap<>(environment);
            more.put(variable, value);
            return new Recipe(prefix, flags, more);
        }

        public Recipe flag(String flag) {
            List<String> more = new ArrayList<>(flags);
            more.add(flag);
            return new Recipe(prefix, more, environment);
        }

        /**
         * The same, but with an archive of compiled and linked classes, and with the fast compiler only. Starts then
         * take a third of the processor time; nothing else changes.
         */
        public Recipe startingFast() {
            return flag("-XX:+UseSerialGC")
                    .flag("-XX:AOTCache=" + Archive.OF_DESK)
                    .flag("-XX:AOTMode=on")
                    .flag("-XX:TieredStopAtLevel=1");
        }

        public DeskProcess start() {
            List<String> command = new ArrayList<>(prefix);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.add("-cp");
            command.add(ClassPath.OF_DESK);
            command.add(Tethered.class.getName());
            command.add("io.stompdesk.StompdeskApplication");
            return new DeskProcess(command, environment);
        }
    }

    /** The desk's classes, only as jars, because only those can be archived. */
    private static final class ClassPath {

        /** Deleted when the JVM exits. */
        static final Path FOLDER = folder();

        static final String OF_DESK = ofDesk();

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("stompdesk-bench");
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> org.springframework.util.FileSystemUtils.deleteRecursively(folder.toFile())));
                return folder;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private static String ofDesk() {
            try {
                List<String> entries = new ArrayList<>();
                entries.add(tether(FOLDER.resolve("tether.jar")).toString());
                for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                    Path path = Path.of(entry);
                    if (Files.isRegularFile(path)) {
                        entries.add(entry);
                    } else if (Files.isDirectory(path) && !isOfTests(path)) {
                        Path jar = FOLDER.resolve("desk-" + entries.size() + ".jar");
                        entries.add(jar(path, jar).toString());
                    }
                }
                return String.join(File.pathSeparator, entries);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private static boolean isOfTests(Path classes) {
            String own = DeskProcess.class.getName().replace('.', '/') + ".class";
            return Files.exists(classes.resolve(own));
        }

        private static Path tether(Path jar) throws IOException {
            String name = Tethered.class.getName().replace('.', '/') + ".class";
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    InputStream code = Tethered.class.getResourceAsStream("/" + name)) {
                out.putNextEntry(new JarEntry(name));
                java.util.Objects.requireNonNull(code).transferTo(out);
            }
            return jar;
        }

        private static Path jar(Path classes, Path jar) throws IOException {
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.sorted().toList()) {
                    if (!file.equals(classes)) {
                        String name = classes.relativize(file).toString().replace('\\', '/');
                        // Spring finds classes and files by the directory entries of a jar.
                        out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                        if (Files.isRegularFile(file)) {
                            Files.copy(file, out);
                        }
                    }
                }
            }
            return jar;
        }
    }

    /** The JVM's archive of the desk, made by a first start. It is made once for all tests. */
    private static final class Archive {

        static final Path OF_DESK = ofDesk();

        private static Path ofDesk() {
            Path cache = ClassPath.FOLDER.resolve("desk.aot");
            DeskProcess training = Recipe.of(
                            List.of(
                                    "-XX:+UseSerialGC",
                                    "-XX:AOTCacheOutput=" + cache,
                                    "-Xlog:aot=off",
                                    "-Xlog:cds=off"),
                            Map.of(
                                    "STOMPDESK_DATA_DIR",
                                    ClassPath.FOLDER.resolve("data").toString()))
                    .start();
            // It writes the archive as it exits, which takes longer than stop() waits.
            training.process.toHandle().destroy();
            training.process.onExit().orTimeout(120, TimeUnit.SECONDS).join();
            training.letGo();
            if (training.exitValue() != 0 || !Files.isRegularFile(cache)) {
                throw new IllegalStateException("The desk wrote no " + cache + ":\n" + training.log());
            }
            return cache;
        }
    }

    /** The CPU time that the process has used so far. */
    public Duration cpu() {
        return cpuOf(pid());
    }

    static Duration cpuOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return Duration.ofMillis(ticks * 10);
        } catch (IOException notLinux) {
            return Duration.ZERO;
        }
    }

    /** Resident memory, in bytes. */
    public long rss() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return "desk " + pid() + " on " + address + " " + Arrays.asList(startedIn);
    }
}
