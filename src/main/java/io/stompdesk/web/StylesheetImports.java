package io.stompdesk.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Puts the stylesheets that a stylesheet imports into it. Each component has its own file, and a browser would request
 * them one by one after the first has arrived, before it shows anything.
 */
@Component
final class StylesheetImports implements ResourceTransformer {

    private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([\\w-]+\\.css)\"\\) layer\\((\\w+)\\);");

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        Resource next = chain.transform(request, resource);
        String name = next.getFilename();
        if (name == null || !name.endsWith(".css")) {
            return next;
        }
        Matcher imports = IMPORT.matcher(next.getContentAsString(StandardCharsets.UTF_8));
        if (!imports.find()) {
            return next;
        }
        String whole = imports.replaceAll(found -> Matcher.quoteReplacement(layer(found, resource)));
        return new TransformedResource(next, whole.getBytes(StandardCharsets.UTF_8));
    }

    private static String layer(MatchResult found, Resource from) {
        try {
            String imported = from.createRelative(found.group(1)).getContentAsString(StandardCharsets.UTF_8);
            return "@layer " + found.group(2) + " {\n" + imported + "}";
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }
}
