package io.stompdesk.attack;

import java.security.Principal;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * What one gets from Spring's guide: the stock broker, and a name from the CONNECT frame. The
 * attacks succeed here, so that they are known to be attacks.
 */
@ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
@EnableWebSocketMessageBroker
class NaiveDesk implements WebSocketMessageBrokerConfigurer {

    static ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(NaiveDesk.class);
        application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
        return application.run("--server.port=0");
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws").setAllowedOriginPatterns("*").withSockJS();
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.enableSimpleBroker("/topic", "/queue");
        registry.setApplicationDestinationPrefixes("/app");
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.interceptors(new NameFromConnect());
    }

    private static final class NameFromConnect implements ChannelInterceptor {
        @Override
        public Message<?> preSend(Message<?> message, MessageChannel channel) {
            StompHeaderAccessor headers =
                    MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            if (headers != null && headers.getCommand() == StompCommand.CONNECT) {
                String name = String.valueOf(headers.getFirstNativeHeader("Authorization"));
                Principal user = () -> name.replace("Bearer ", "");
                headers.setUser(user);
            }
            return message;
        }
    }
}
