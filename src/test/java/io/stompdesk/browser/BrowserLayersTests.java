package io.stompdesk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks the layers of the browser code: a module imports only from its own layer and from those below it. */
class BrowserLayersTests {

    /** From the bottom to the top. */
    private static final List<String> LAYERS = List.of("vendor", "base", "realtime", "models", "components", "pages");

    /** Modules without imports, or that no page of ours loads. */
    private static final Set<String> OUTSIDE = Set.of("/js/desk.js", "/js/theme-first.js");

    @Test
    void noModuleImportsFromALayerAboveItsOwn() throws IOException {
        assertThat(upward(modules())).isEmpty();
    }

    @Test
    void noModulesImportEachOther() throws IOException {
        assertThat(circle(modules())).isEmpty();
    }

    @Test
    void eachModuleBelongsToALayer() throws IOException {
        assertThat(BrowserModules.ours())
                .filteredOn(module -> !OUTSIDE.contains(module))
                .allSatisfy(module -> assertThat(LAYERS).contains(layer(module)));
    }

    @Test
    void anUpwardImportAndACircleAreFound() {
        Map<String, List<String>> modules = Map.of(
                "/js/base/a.js", List.of("/js/models/b.js"),
                "/js/models/b.js", List.of("/js/models/c.js"),
                "/js/models/c.js", List.of("/js/models/b.js"));
        assertThat(upward(modules)).containsExactly("/js/base/a.js imports /js/models/b.js");
        assertThat(circle(modules)).contains("/js/models/b.js", "/js/models/c.js");
        assertThat(BrowserModules.names("import { a } from './a.js';\nimport('./b.js'); // './c.js'"))
                .containsExactly("./a.js", "./b.js");
    }

    private static Map<String, List<String>> modules() throws IOException {
        BrowserModules browser = new BrowserModules(Files.readString(BrowserModules.UI.resolve("index.html")));
        Map<String, List<String>> modules = new TreeMap<>();
        for (String module : BrowserModules.ours()) {
            if (!OUTSIDE.contains(module)) {
                modules.put(
                        module,
                        browser.imports(module).stream()
                                .filter(m -> m.startsWith("/js/"))
                                .toList());
            }
        }
        assertThat(modules).hasSizeGreaterThan(60);
        return modules;
    }

    private static List<String> upward(Map<String, List<String>> modules) {
        List<String> found = new ArrayList<>();
        modules.forEach((module, imports) -> imports.stream()
                .filter(imported -> level(imported) > level(module))
                .forEach(imported -> found.add(module + " imports " + imported)));
        return found;
    }

    private static int level(String module) {
        return LAYERS.indexOf(layer(module));
    }

    private static String layer(String module) {
        return module.split("/")[2];
    }

    /** The first circle of imports that is found, as a path. */
    private static List<String> circle(Map<String, List<String>> modules) {
        Set<String> done = new HashSet<>();
        for (String module : modules.keySet()) {
            List<String> circle = circleFrom(module, modules, new ArrayList<>(), done);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private static List<String> circleFrom(
            String module, Map<String, List<String>> modules, List<String> path, Set<String> done) {
        if (path.contains(module)) {
            return List.copyOf(path.subList(path.indexOf(module), path.size()));
        }
        if (!done.add(module)) {
            return List.of();
        }
        path.add(module);
        for (String imported : modules.getOrDefault(module, List.of())) {
            List<String> circle = circleFrom(imported, modules, path, done);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        path.removeLast();
        return List.of();
    }
}
