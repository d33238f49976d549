package io.stompdesk.command;

import io.stompdesk.subscription.ReplySender;
import io.stompdesk.subscription.StreamBrokerMessageHandler;
import io.stompdesk.subscription.StreamSubscriptionRegistry;
import io.stompdesk.transport.DisconnectAckInterceptor;
import io.stompdesk.transport.SockJsTransports;
import io.stompdesk.transport.TransportSettings;
import io.stompdesk.web.Origins;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandler;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.user.UserDestinationResolver;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurationSupport;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/**
 * Configures Spring's STOMP support. Both client channels run on the calling thread. An inbound frame is handled on the
 * thread that read it, which keeps the frames of a client in order. An outbound frame only joins a queue. So no frame
 * handler may block.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSettings.class)
class StompConfiguration extends WebSocketMessageBrokerConfigurationSupport {

    private static final String[] BROKER_PREFIXES = {"/topic/", "/queue/"};

    private final SockJsTransports transports;
    private final StompErrorHandler errorHandler;
    private final InboundInterceptor inboundInterceptor;
    private final DisconnectAckInterceptor disconnectAckInterceptor;
    private final CommandArgumentResolver arguments;
    private final CommandReturnValueHandler results;
    private final StreamSubscriptionRegistry registry;
    private final ReplySender replySender;
    private final ObjectProvider<TaskScheduler> scheduler;
    private final TransportSettings settings;
    private final Origins origins;

    StompConfiguration(
            SockJsTransports transports,
            StompErrorHandler errorHandler,
            InboundInterceptor inboundInterceptor,
            DisconnectAckInterceptor disconnectAckInterceptor,
            CommandArgumentResolver arguments,
            CommandReturnValueHandler results,
            StreamSubscriptionRegistry registry,
            ReplySender replySender,
            @Qualifier("messageBrokerTaskScheduler") ObjectProvider<TaskScheduler> scheduler,
            TransportSettings settings,
            CommandSettings commands,
            Origins origins) {
        commands.mustFitInto(settings);
        this.transports = transports;
        this.errorHandler = errorHandler;
        this.inboundInterceptor = inboundInterceptor;
        this.disconnectAckInterceptor = disconnectAckInterceptor;
        this.arguments = arguments;
        this.results = results;
        this.registry = registry;
        this.replySender = replySender;
        this.scheduler = scheduler;
        this.settings = settings;
        this.origins = origins;
    }

    @Override
    protected void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.setErrorHandler(errorHandler);
        registry.addEndpoint("/ws")
                .addInterceptors(transports.handshakeInterceptor())
                .setAllowedOrigins(origins.allowed().toArray(String[]::new))
                .withSockJS()
                .setTransportHandlers(transports.handlers())
                .setSessionCookieNeeded(false);
    }

    @Override
    protected void configureWebSocketTransport(WebSocketTransportRegistration transport) {
        transport.setMessageSizeLimit(Math.toIntExact(settings.frame().toBytes()));
    }

    @Override
    protected void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setApplicationDestinationPrefixes("/app");
    }

    @Override
    protected void configureClientInboundChannel(ChannelRegistration channel) {
        channel.executor(new SyncTaskExecutor()).interceptors(inboundInterceptor);
    }

    @Override
    protected void configureClientOutboundChannel(ChannelRegistration channel) {
        channel.executor(new SyncTaskExecutor()).interceptors(disconnectAckInterceptor);
    }

    @Override
    protected void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(arguments);
    }

    @Override
    protected void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(results);
    }

    @Bean
    @Override
    public WebSocketHandler subProtocolWebSocketHandler(
            AbstractSubscribableChannel clientInboundChannel, AbstractSubscribableChannel clientOutboundChannel) {
        SubProtocolWebSocketHandler handler = transports.webSocketHandler(clientInboundChannel, clientOutboundChannel);
        handler.setPhase(getPhase());
        return handler;
    }

    @Bean
    @Override
    public AbstractBrokerMessageHandler simpleBrokerMessageHandler(
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            AbstractSubscribableChannel brokerChannel,
            UserDestinationResolver userDestinationResolver) {
        StreamBrokerMessageHandler broker = new StreamBrokerMessageHandler(
                clientInboundChannel, clientOutboundChannel, brokerChannel, List.of(BROKER_PREFIXES), registry);
        broker.setTaskScheduler(scheduler.getObject());
        broker.setPhase(getPhase());
        return broker;
    }

    @Override
    protected SimpAnnotationMethodMessageHandler createAnnotationMethodMessageHandler(
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            SimpMessagingTemplate template) {
        CommandMethodMessageHandler handler =
                new CommandMethodMessageHandler(clientInboundChannel, clientOutboundChannel, template, replySender);
        handler.setPhase(getPhase());
        return handler;
    }
}
