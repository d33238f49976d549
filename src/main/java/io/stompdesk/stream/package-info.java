/** The stored event streams: the one writer, append with the next seq, publication in commit order, reading back. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.stompdesk.stream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
