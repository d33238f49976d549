package io.stompdesk.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The browser's modules and their imports. A module's name is the path from which a browser loads it, such as
 * {@code /js/desk.js} or {@code /webjars/lit/3.3.2/index.js}.
 */
final class BrowserModules {

    static final Path UI = Path.of("static-ui");

    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|^\\s*//.*?$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("(?:\\bfrom|\\bimport)\\s*\\(?\\s*[\"']([^\"'\\s]+)[\"']", Pattern.MULTILINE);
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final Map<String, String> importMap = new TreeMap<>();

    /** Includes the modules in the import map of a page. */
    BrowserModules(String page) {
        Matcher map = IMPORT_MAP.matcher(page);
        if (map.find()) {
            JsonNode imports = JsonMapper.shared().readTree(map.group(1)).get("imports");
            imports.propertyStream()
                    .forEach(entry ->
                            importMap.put(entry.getKey(), entry.getValue().asString()));
        }
    }

    /** All modules of the desk. */
    static List<String> ours() throws IOException {
        try (Stream<Path> files = Files.walk(UI.resolve("js"))) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .map(file -> "/" + UI.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** The static and dynamic imports of a module. */
    List<String> imports(String module) {
        List<String> imports = new ArrayList<>();
        for (String name : names(read(module))) {
            imports.add(resolve(name, module));
        }
        return imports;
    }

    /** A module and everything that it imports, directly or not. */
    SortedSet<String> graph(String module) {
        SortedSet<String> found = new TreeSet<>();
        collect(module, found);
        return found;
    }

    private void collect(String module, Set<String> found) {
        if (found.add(module)) {
            imports(module).forEach(imported -> collect(imported, found));
        }
    }

    static List<String> names(String source) {
        return IMPORT.matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private String resolve(String name, String from) {
        if (name.startsWith(".")) {
            return Path.of(from).resolveSibling(name).normalize().toString().replace('\\', '/');
        }
        String exact = importMap.get(name);
        if (exact != null) {
            return exact;
        }
        return importMap.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/") && name.startsWith(entry.getKey()))
                .map(entry -> entry.getValue() + name.substring(entry.getKey().length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(from + " imports " + name));
    }

    private static String read(String module) {
        try {
            if (module.startsWith("/js/")) {
                return Files.readString(UI.resolve(module.substring(1)));
            }
            try (InputStream file = BrowserModules.class.getResourceAsStream("/META-INF/resources" + module)) {
                if (file == null) {
                    throw new AssertionError("There is no " + module);
                }
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
