/** The stored event streams: a single writer, publication in commit order, and reading events back. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.stompdesk.stream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
