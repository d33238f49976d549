package io.stompdesk.attack;

import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * An application as in Spring's guide: the stock broker, and a user name from the CONNECT frame. The attacks succeed
 * here, which shows that they are real attacks.
 */
@ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
@EnableWebSocketMessageBroker
@Import(NaiveDesk.Talk.class)
class NaiveDesk implements WebSocketMessageBrokerConfigurer {

    /** The exception for a CONNECT without a token. */
    private static final String REFUSED = "no token";

    private final boolean ordered;

    NaiveDesk(@Value("${naive.ordered:false}") boolean ordered) {
        this.ordered = ordered;
    }

    static ConfigurableApplicationContext start(String... settings) {
        SpringApplication application = new SpringApplication(NaiveDesk.class);
        application.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "server.shutdown", "immediate"));
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "--server.port=0";
        return application.run(all);
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws").setAllowedOriginPatterns("*").withSockJS();
        // Spring's setting that keeps a client's frames in order.
        registry.setPreserveReceiveOrder(ordered);
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

    /** Broadcasts each message. */
    @Controller
    static final class Talk {
        @MessageMapping("/say")
        @SendTo("/topic/said")
        String say(String text) {
            return text;
        }
    }

    /** Requires a token for CONNECT, as guides do, but not for later frames. */
    private static final class NameFromConnect implements ChannelInterceptor {
        @Override
        public Message<?> preSend(Message<?> message, MessageChannel channel) {
            StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            if (headers != null && headers.getCommand() == StompCommand.CONNECT) {
                String name = headers.getFirstNativeHeader("Authorization");
                if (name == null) {
                    throw new IllegalStateException(REFUSED);
                }
                Principal user = () -> name.replace("Bearer ", "");
                headers.setUser(user);
            }
            return message;
        }
    }
}
