package io.stompdesk.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * A weak ETag, which a compressed answer may carry too, from a file's content, worked out again only when its date
 * changes.
 */
final class ContentEtag {

    private final Map<URI, Tag> tags = new ConcurrentHashMap<>();

    String of(Resource file) {
        try {
            if (file instanceof TransformedResource) {
                return tag(file);
            }
            long modified = file.lastModified();
            Tag known = tags.get(file.getURI());
            if (known == null || known.modified() != modified) {
                known = new Tag(modified, tag(file));
                tags.put(file.getURI(), known);
            }
            return known.value();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String tag(Resource file) throws IOException {
        return "W/\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
    }

    private record Tag(long modified, String value) {}
}
