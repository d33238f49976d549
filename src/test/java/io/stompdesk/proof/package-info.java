/**
 * The promise, proved under faults: whatever is killed, cut, full or gone, what was receipted is stored, once, in order
 * and without gaps, and every view equals the store. docs/guarantees.md says which command runs what.
 */
@NullMarked
package io.stompdesk.proof;

import org.jspecify.annotations.NullMarked;
