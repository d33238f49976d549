/** Accounts with their names, roles and passwords, and the projects they belong to. */
@ApplicationModule(allowedDependencies = {"kernel", "stream"})
@NullMarked
package io.stompdesk.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
