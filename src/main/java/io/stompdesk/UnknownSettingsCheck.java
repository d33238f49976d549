package io.stompdesk;

import io.stompdesk.kernel.StartRefused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Ends the start if a setting of the desk does not exist: a misspelt limit would otherwise be no limit. The settings
 * that exist are those in {@code application.yml} on the class path, which has them all.
 */
final class UnknownSettingsCheck implements EnvironmentPostProcessor, Ordered {

    private static final String DESK = "stompdesk";

    private static final Pattern OF_THE_DESK = Pattern.compile("stompdesk[._].*", Pattern.CASE_INSENSITIVE);

    /** {@code ${STOMPDESK_DEMO:false}}: the environment variable that a setting is also known by. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(STOMPDESK_[A-Z_]+)[:}]");

    /** The number at the end of a variable that is one entry of a list. */
    private static final Pattern INDEX = Pattern.compile("_\\d+_?$");

    /** What Kubernetes and Docker set for every container near a service whose name begins with "stompdesk". */
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "STOMPDESK_(\\w+_)?" + "(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** They also set this one to an address. Set to a number, it is a mistake for SERVER_PORT. */
    private static final Pattern PORT = Pattern.compile("STOMPDESK_(\\w+_)?PORT");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        List<EnumerablePropertySource<?>> sources = environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .<EnumerablePropertySource<?>>map(source -> (EnumerablePropertySource<?>) source)
                .toList();
        Known known = Known.in(sources);
        List<String> unknown = sources.stream()
                .flatMap(source -> Stream.of(source.getPropertyNames())
                        .filter(name -> !isAddressOfAService(name, source.getProperty(name))))
                .filter(name -> OF_THE_DESK.matcher(name).matches())
                .distinct()
                .filter(name -> !known.has(name))
                .sorted()
                .map(name -> name
                        + known.nearest(name)
                                .map(" (did you mean %s?)"::formatted)
                                .orElse(""))
                .toList();
        if (!unknown.isEmpty()) {
            throw new StartRefused(
                    unknown.size() == 1
                            ? "The setting " + unknown.getFirst() + " does not exist."
                            : "These settings do not exist: " + String.join(", ", unknown) + ".");
        }
    }

    private static boolean isAddressOfAService(String name, @Nullable Object value) {
        return PORT.matcher(name).matches()
                && ADDRESS.matcher(String.valueOf(value)).matches();
    }

    /** The settings that exist, as properties and as environment variables. */
    private record Known(Set<ConfigurationPropertyName> properties, Set<String> variables) {

        static Known in(List<EnumerablePropertySource<?>> sources) {
            Known known = new Known(new TreeSet<>(), new TreeSet<>());
            for (EnumerablePropertySource<?> source : sources) {
                for (String name : source.getPropertyNames()) {
                    if (name.startsWith(DESK + ".") && isOnClassPath(source, name)) {
                        known.add(withoutIndex(ConfigurationPropertyName.of(name)), source.getProperty(name));
                    }
                }
            }
            return known;
        }

        private static boolean isOnClassPath(EnumerablePropertySource<?> source, String name) {
            Origin origin = OriginLookup.getOrigin(source, name);
            Resource file = origin instanceof TextResourceOrigin text ? text.getResource() : null;
            return file instanceof OriginTrackedResource tracked
                    ? tracked.getResource() instanceof ClassPathResource
                    : file instanceof ClassPathResource;
        }

        private void add(ConfigurationPropertyName property, @Nullable Object value) {
            properties.add(property);
            // Spring accepts a variable with and without the hyphens of the property.
            String variable = property.toString().toUpperCase(Locale.ROOT).replace('.', '_');
            variables.add(variable.replace("-", ""));
            variables.add(variable.replace('-', '_'));
            Matcher named = VARIABLE.matcher(String.valueOf(value));
            if (named.find()) {
                variables.add(named.group(1));
            }
        }

        private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
            return name.isLastElementIndexed() ? withoutIndex(name.getParent()) : name;
        }

        boolean has(String name) {
            if (!isVariable(name)) {
                return properties.contains(withoutIndex(ConfigurationPropertyName.adapt(name, '.')));
            }
            String variable = name.toUpperCase(Locale.ROOT);
            return variables.contains(variable)
                    || variables.contains(INDEX.matcher(variable).replaceFirst(""))
                    || OF_A_SERVICE.matcher(variable).matches();
        }

        private static boolean isVariable(String name) {
            return name.indexOf('.') < 0;
        }

        /** Empty if no setting is similar. */
        Optional<String> nearest(String name) {
            if (PORT.matcher(name).matches()) {
                return Optional.of("SERVER_PORT");
            }
            Stream<String> candidates = isVariable(name)
                    ? variables.stream()
                    : properties.stream().map(ConfigurationPropertyName::toString);
            int tolerated = name.length() / 3;
            return candidates
                    .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                    .filter(candidate -> distance(name, candidate) <= tolerated);
        }

        /** How many characters must be added, removed or replaced (Levenshtein). */
        private static int distance(String from, String to) {
            List<Integer> row =
                    Stream.iterate(0, i -> i + 1).limit(to.length() + 1L).collect(Collectors.toList());
            for (int i = 1; i <= from.length(); i++) {
                List<Integer> next = new ArrayList<>(List.of(i));
                for (int j = 1; j <= to.length(); j++) {
                    int replace = row.get(j - 1) + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                    next.add(Math.min(replace, Math.min(row.get(j), next.get(j - 1)) + 1));
                }
                row = next;
            }
            return row.getLast();
        }
    }
}
