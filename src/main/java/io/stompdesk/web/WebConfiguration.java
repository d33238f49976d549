package io.stompdesk.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeskSettings.class, HstsSettings.class, RequestLimits.class})
class WebConfiguration {

    @Bean
    Origins origins(DeskSettings settings) {
        return Origins.of(settings);
    }
}
