/**
 * Load tests: a small and fast STOMP client, a desk in its own process, and benchmarks. The proofs in
 * {@code io.stompdesk.proof} use the same parts.
 */
@NullMarked
package io.stompdesk.bench;

import org.jspecify.annotations.NullMarked;
