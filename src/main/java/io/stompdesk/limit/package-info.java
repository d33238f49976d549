/** Limits on what clients send: rates per account and address, and sizes of request bodies. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.stompdesk.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
