/**
 * Load: a small, fast STOMP client of our own, a desk in a process of its own, and the benchmark that they make
 * together. The proofs of {@code io.stompdesk.proof} are built from the same parts.
 */
@NullMarked
package io.stompdesk.bench;

import org.jspecify.annotations.NullMarked;
