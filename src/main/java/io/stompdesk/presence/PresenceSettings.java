package io.stompdesk.presence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How presence is judged.
 *
 * @param grace how long after its last connection was lost an account still counts as there; zero
 *     for not at all
 */
@ConfigurationProperties("stompdesk.presence")
record PresenceSettings(@DefaultValue("1500ms") Duration grace) {}
