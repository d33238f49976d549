package io.stompdesk.build;

import java.util.Set;
import org.apache.maven.artifact.versioning.ComparableVersion;
import tools.jackson.databind.JsonNode;

/** A known vulnerability in the OSV format (https://ossf.github.io/osv-schema/). */
record Advisory(JsonNode osv) {

    private static final Set<String> HIGH = Set.of("HIGH", "CRITICAL");
    private static final Set<String> LOWER = Set.of("LOW", "MODERATE", "MEDIUM");

    String id() {
        return osv.path("id").asString();
    }

    String summary() {
        return osv.path("summary").asString("");
    }

    /** Whether it is high or critical. One that does not say counts as high. */
    boolean isHigh() {
        String severity = osv.at("/database_specific/severity").asString("");
        return HIGH.contains(severity) || !LOWER.contains(severity);
    }

    boolean isWithdrawn() {
        return osv.has("withdrawn");
    }

    boolean affects(Component component) {
        for (JsonNode affected : osv.path("affected")) {
            JsonNode named = affected.path("package");
            if (named.path("ecosystem").asString("").equals(component.ecosystem())
                    && named.path("name").asString("").equals(component.name())
                    && includes(affected, component.version())) {
                return true;
            }
        }
        return false;
    }

    private static boolean includes(JsonNode affected, String version) {
        for (JsonNode listed : affected.path("versions")) {
            if (listed.asString().equals(version)) {
                return true;
            }
        }
        for (JsonNode range : affected.path("ranges")) {
            if (!range.path("type").asString("").equals("GIT") && isIn(range, new ComparableVersion(version))) {
                return true;
            }
        }
        return false;
    }

    /** The events of a range are in order: each begins or ends what is affected. */
    private static boolean isIn(JsonNode range, ComparableVersion version) {
        boolean affected = false;
        for (JsonNode event : range.path("events")) {
            if (event.has("introduced")) {
                affected |= version.compareTo(versionIn(event, "introduced")) >= 0;
            } else if (event.has("fixed")) {
                affected &= version.compareTo(versionIn(event, "fixed")) < 0;
            } else if (event.has("last_affected")) {
                affected &= version.compareTo(versionIn(event, "last_affected")) <= 0;
            }
        }
        return affected;
    }

    private static ComparableVersion versionIn(JsonNode event, String name) {
        return new ComparableVersion(event.path(name).asString());
    }
}
