/**
 * Proofs of the promise under faults: whatever is killed, cut, full or gone, everything with a RECEIPT is stored once,
 * in order and without gaps, and every view equals the store. The commands are in docs/guarantees.md.
 */
@NullMarked
package io.stompdesk.proof;

import org.jspecify.annotations.NullMarked;
