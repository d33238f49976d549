package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.messaging.access.intercept.MessageMatcherDelegatingAuthorizationManager;
import org.springframework.security.messaging.util.matcher.MessageMatcher;
import org.springframework.stereotype.Component;

/** Authorizes SEND and SUBSCRIBE by role, according to {@link Destination}. The last rule denies everything else. */
@Component
final class DestinationAuthorizationManager {

    private final AuthorizationManager<Message<?>> rules = rules();

    private static AuthorizationManager<Message<?>> rules() {
        MessageMatcherDelegatingAuthorizationManager.Builder rules =
                MessageMatcherDelegatingAuthorizationManager.builder();
        for (Destination destination : Destination.values()) {
            String[] roles = destination.roles().stream().map(Enum::name).toArray(String[]::new);
            rules.matchers(matcher(destination)).hasAnyRole(roles);
        }
        return rules.anyMessage().denyAll().build();
    }

    private static MessageMatcher<Object> matcher(Destination destination) {
        return message -> SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) == destination.type()
                && destination.matches(destinationOf(message));
    }

    /**
     * Refuses what no rule allows: with {@code FORBIDDEN} if another role may use the destination, otherwise with
     * {@code UNKNOWN_DESTINATION}.
     */
    void check(Authentication user, Message<?> message) {
        AuthorizationResult result = rules.authorize(() -> user, message);
        if (result == null || !result.isGranted()) {
            throw new Refusal(exists(message) ? ErrorCode.FORBIDDEN : ErrorCode.UNKNOWN_DESTINATION);
        }
    }

    private static boolean exists(Message<?> message) {
        SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
        return Arrays.stream(Destination.values())
                .anyMatch(known -> known.type() == type && known.matches(destinationOf(message)));
    }

    private static String destinationOf(Message<?> message) {
        return Objects.requireNonNullElse(SimpMessageHeaderAccessor.getDestination(message.getHeaders()), "");
    }
}
