import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Runs palantir-java-format over src (4 spaces, 120 columns, imports in one sorted block): "check"
 * fails and names the files that differ, "fix" rewrites them. The build starts it on its own JDK,
 * because the formatter parses with the javac of the JDK that runs it, and Maven's may be too old
 * for the sources.
 */
void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    var unformatted = new ConcurrentSkipListSet<Path>();
    var broken = new ConcurrentSkipListSet<String>();

    try (var paths = Files.walk(Path.of("src"))) {
        paths.filter(path -> path.toString().endsWith(".java"))
                .toList()
                .parallelStream()
                .forEach(
                        path -> {
                            try {
                                String source = Files.readString(path);
                                String formatted = format(source);
                                if (!formatted.equals(source)) {
                                    unformatted.add(path);
                                    if (fix) {
                                        Files.writeString(path, formatted);
                                    }
                                }
                            } catch (FormatterException | IOException e) {
                                broken.add(path + ": " + e.getMessage());
                            }
                        });
    }

    broken.forEach(System.err::println);
    if (!fix && !unformatted.isEmpty()) {
        System.err.println("Not formatted; ./mvnw -q validate -Dformat repairs it:");
        unformatted.forEach(path -> System.err.println("  " + path));
    }
    System.exit(broken.isEmpty() && (fix || unformatted.isEmpty()) ? 0 : 1);
}

static String format(String source) throws FormatterException {
    return Formatter.createFormatter(JavaFormatterOptions.builder().style(Style.PALANTIR).formatJavadoc(true).build())
            .formatSourceAndFixImports(source);
}
