/** What every module shares: actors, roles, error codes, refusals, and small tools. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.stompdesk.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
