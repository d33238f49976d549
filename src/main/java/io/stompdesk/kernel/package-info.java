/** The types that every module shares: actors, roles, error codes and refusals. */
@NullMarked
package io.stompdesk.kernel;

import org.jspecify.annotations.NullMarked;
