/** The handful of types that every module speaks in: who acts, what can be refused and why. */
@NullMarked
package io.stompdesk.kernel;

import org.jspecify.annotations.NullMarked;
