package io.stompdesk.transport;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TransportSettings.class, ConnectionLimits.class})
class TransportConfiguration {}
