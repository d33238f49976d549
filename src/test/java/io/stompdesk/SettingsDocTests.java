package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.FileSystemResource;

/** The settings of the code, of application.yml and of docs/configuration.md are the same, with the same defaults. */
class SettingsDocTests {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):([^}]*)}");

    /** A list, of which the documentation names a few. */
    private static final String RESERVED_NAMES = "stompdesk.account.reserved-names";

    /** The components of all settings records and their defaults. */
    private static Map<String, String> inCode() {
        Map<String, String> settings = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.stompdesk").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(type -> type.reflect())
                        .forEach(type -> collect(
                                type.getAnnotation(ConfigurationProperties.class)
                                        .value(),
                                type,
                                settings));
        return settings;
    }

    private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
        for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                collect(name, component.getType(), settings);
            } else {
                String value = String.join(
                        ",", component.getAnnotation(DefaultValue.class).value());
                assertThat(settings.getOrDefault(name, value)).as(name).isEqualTo(value);
                settings.put(name, value);
            }
        }
    }

    /** The lines of application.yml, as they are written there. */
    private static Map<String, String> inYaml() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("src/main/resources/application.yml"));
        Map<String, String> settings = new TreeMap<>();
        yaml.getObject().forEach((name, value) -> {
            if (name.toString().startsWith("stompdesk.")) {
                settings.put(name.toString().replaceFirst("\\[\\d+]$", ""), value.toString());
            }
        });
        return settings;
    }

    private static String withoutVariable(String value) {
        Matcher variable = VARIABLE.matcher(value);
        return (variable.matches() ? variable.group(2) : value).replaceFirst("^on$", "true");
    }

    @Test
    void applicationYmlHasEverySettingWithItsDefault() {
        Map<String, String> code = inCode();
        Map<String, String> yaml = inYaml();

        assertThat(yaml.keySet()).isEqualTo(code.keySet());
        yaml.forEach((name, value) -> {
            if (!name.endsWith(".burst") && !name.endsWith(".per") && !name.equals(RESERVED_NAMES)) {
                assertThat(withoutVariable(value)).as(name).isEqualTo(code.get(name));
            }
        });
    }

    @Test
    void theDocumentationHasEverySettingWithItsDefaultAndItsVariable() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        inYaml().forEach((name, value) -> expected.put(name, value.isEmpty() ? "–" : value));
        Map<String, String> documented = new TreeMap<>();
        for (MatchResult row : rows()) {
            String variable = row.group(1) == null ? "" : row.group(1);
            String name = row.group(2);
            Matcher rate = Pattern.compile("(\\d+) in `(\\w+)`").matcher(row.group(3));
            if (rate.matches()) {
                documented.put(name + ".burst", rate.group(1));
                documented.put(name + ".per", rate.group(2));
            } else {
                String value = row.group(3).replace("`", "");
                documented.put(name, variable.isEmpty() ? value : "${" + variable + ":" + value.replace("–", "") + "}");
            }
        }
        expected.remove(RESERVED_NAMES);
        documented.remove(RESERVED_NAMES);

        assertThat(documented).isEqualTo(expected);
    }

    private static List<MatchResult> rows() throws IOException {
        return Pattern.compile(
                        "^\\|(?: (?:`(\\w+)` )?\\|)? `(stompdesk\\.[\\w.-]+)` \\| ([^|]+) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .toList();
    }
}
