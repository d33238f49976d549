package io.stompdesk.account;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccountSettings.class, FirstAccountsSettings.class})
class AccountConfiguration {

    @Bean
    AccountLimits accountLimits(AccountSettings settings) {
        return new AccountLimits(settings.nameMax(), settings.passwordMin());
    }
}
