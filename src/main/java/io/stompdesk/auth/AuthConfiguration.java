package io.stompdesk.auth;

import io.stompdesk.kernel.TextLimits;
import io.stompdesk.stream.DataSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AuthSettings.class, LoginLimits.class, TextLimits.class})
class AuthConfiguration {

    @Bean
    SigningKeys signingKeys(AuthSettings settings, DataSettings data) {
        return settings.jwtSecrets().isBlank()
                ? SigningKeys.parse(new SecretFile(data.dataDir()).read(), "the file jwt-secret")
                : SigningKeys.parse(settings.jwtSecrets(), "STOMPDESK_JWT_SECRETS");
    }
}
