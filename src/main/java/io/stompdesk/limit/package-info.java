/** Rate limits per account and per client address. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.stompdesk.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
