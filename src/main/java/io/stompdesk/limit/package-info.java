/** Rates: how often one account or address may do one thing. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.stompdesk.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
