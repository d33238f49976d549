package io.stompdesk.realtime;

import io.stompdesk.auth.Origins;
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
import org.springframework.web.socket.sockjs.transport.handler.XhrReceivingTransportHandler;

/**
 * Puts Spring's STOMP support together. Both channels run on the thread that sends into them: a
 * frame is handled where it was read, which keeps a client's frames in order, and what goes out
 * only joins a queue. So no handler of a frame may block.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RealtimeSettings.class, FrameLimits.class})
class RealtimeConfiguration extends WebSocketMessageBrokerConfigurationSupport {

    private static final String[] BROKER_PREFIXES = {"/topic/", "/queue/"};

    private final Outbounds outbounds;
    private final SocketDoor door;
    private final ErrorFrames errorFrames;
    private final InboundGate gate;
    private final Goodbyes goodbyes;
    private final CommandArguments arguments;
    private final CommandResults results;
    private final Subscriptions subscriptions;
    private final Answers answers;
    private final ObjectProvider<TaskScheduler> scheduler;
    private final RealtimeSettings settings;
    private final Origins origins;

    RealtimeConfiguration(
            Outbounds outbounds,
            SocketDoor door,
            ErrorFrames errorFrames,
            InboundGate gate,
            Goodbyes goodbyes,
            CommandArguments arguments,
            CommandResults results,
            Subscriptions subscriptions,
            Answers answers,
            @Qualifier("messageBrokerTaskScheduler") ObjectProvider<TaskScheduler> scheduler,
            RealtimeSettings settings,
            Origins origins) {
        this.outbounds = outbounds;
        this.door = door;
        this.errorFrames = errorFrames;
        this.gate = gate;
        this.goodbyes = goodbyes;
        this.arguments = arguments;
        this.results = results;
        this.subscriptions = subscriptions;
        this.answers = answers;
        this.scheduler = scheduler;
        this.settings = settings;
        this.origins = origins;
    }

    @Override
    protected void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.setErrorHandler(errorFrames);
        registry.addEndpoint("/ws")
                .addInterceptors(new SocketAddresses())
                .setAllowedOrigins(origins.allowed().toArray(String[]::new))
                .withSockJS()
                .setTransportHandlers(
                        new SockJsWebSocket(outbounds),
                        new PacedXhrStreaming(outbounds),
                        new PacedXhrPolling(outbounds),
                        new XhrReceivingTransportHandler())
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
        channel.executor(new SyncTaskExecutor()).interceptors(gate);
    }

    @Override
    protected void configureClientOutboundChannel(ChannelRegistration channel) {
        channel.executor(new SyncTaskExecutor()).interceptors(goodbyes);
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
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel) {
        DeskWebSocketHandler handler =
                new DeskWebSocketHandler(
                        clientInboundChannel, clientOutboundChannel, outbounds, door, settings);
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
        DeskBroker broker =
                new DeskBroker(
                        clientInboundChannel,
                        clientOutboundChannel,
                        brokerChannel,
                        List.of(BROKER_PREFIXES),
                        subscriptions);
        broker.setTaskScheduler(scheduler.getObject());
        broker.setPhase(getPhase());
        return broker;
    }

    @Override
    protected SimpAnnotationMethodMessageHandler createAnnotationMethodMessageHandler(
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            SimpMessagingTemplate template) {
        DeskMethodHandler handler =
                new DeskMethodHandler(
                        clientInboundChannel, clientOutboundChannel, template, answers);
        handler.setPhase(getPhase());
        return handler;
    }
}
