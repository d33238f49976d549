package io.stompdesk.command;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

/** The JSON mapper as application.yml and the desk's customizers configure it. */
final class DeskJson {

    private static final JsonMapper MAPPER = read();

    static JsonMapper mapper() {
        return MAPPER;
    }

    private static JsonMapper read() {
        JsonMapper[] mapper = new JsonMapper[1];
        new ApplicationContextRunner()
                .withInitializer(new org.springframework.boot.test.context.ConfigDataApplicationContextInitializer())
                .withConfiguration(org.springframework.boot.autoconfigure.AutoConfigurations.of(
                        org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration.class))
                .withUserConfiguration(Customizers.class)
                .run(context -> mapper[0] = context.getBean(JsonMapper.class));
        return mapper[0];
    }

    @org.springframework.context.annotation.ComponentScan(
            basePackages = "io.stompdesk",
            useDefaultFilters = false,
            includeFilters =
                    @org.springframework.context.annotation.ComponentScan.Filter(
                            type = org.springframework.context.annotation.FilterType.ASSIGNABLE_TYPE,
                            classes = org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer.class))
    private static final class Customizers {}
}
