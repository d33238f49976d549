/** A real-time support desk: STOMP over SockJS. One package per feature lives below. */
@NullMarked
package io.stompdesk;

import org.jspecify.annotations.NullMarked;
