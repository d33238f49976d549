/** The HTTP edge: problem documents, security headers, allowed origins, trusted proxies, the pages. */
@ApplicationModule(allowedDependencies = {"kernel", "limit"})
@NullMarked
package io.stompdesk.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
