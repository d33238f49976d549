package io.stompdesk.realtime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of a connection.
 *
 * @param frame size of a STOMP frame; a larger one ends the connection
 * @param body size of a command's body; a larger one is refused
 * @param subscriptions at once in one connection
 * @param outbound bytes that may wait for a client; beyond that it is cut off and may resume
 * @param replayAhead bytes of a replay that may wait for a client before the replay pauses
 * @param stalled how long one write to a client may take
 * @param silence how long a client may say nothing, not even a heartbeat or a pong
 * @param ping how long a client may say nothing before it is pinged
 * @param connectWithin how long a new socket may take to send CONNECT
 * @param headers of one frame
 * @param headerChars of one frame's headers, names and values together
 * @param pieces WebSocket messages that one STOMP frame may come in
 * @param posted body of one request of SockJS's HTTP transports
 * @param replayThreads replays that read the store at once
 */
@ConfigurationProperties("stompdesk.realtime")
record RealtimeSettings(
        @DefaultValue("128KB") DataSize frame,
        @DefaultValue("64KB") DataSize body,
        @DefaultValue("500") int subscriptions,
        @DefaultValue("1MB") DataSize outbound,
        @DefaultValue("128KB") DataSize replayAhead,
        @DefaultValue("20s") Duration stalled,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("10s") Duration ping,
        @DefaultValue("10s") Duration connectWithin,
        @DefaultValue("32") int headers,
        @DefaultValue("8192") int headerChars,
        @DefaultValue("32") int pieces,
        @DefaultValue("512KB") DataSize posted,
        @DefaultValue("4") int replayThreads) {}
