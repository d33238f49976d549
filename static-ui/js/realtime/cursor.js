/**
 * Where a reader stands in one stream. It lets each `seq` through once and in order, and says from where to go on
 * after a new connection.
 */
export class StreamCursor {
  #wantsSnapshot;
  /** The last `seq` that was let through; null before the first. */
  last = null;

  /** @param {{since?: number, snapshot?: boolean}} start `snapshot`, or the `seq` after which to begin, or neither: live only */
  constructor({ since, snapshot = false } = {}) {
    this.#wantsSnapshot = snapshot;
    if (since !== undefined) this.last = since;
  }

  /** @returns {{since: string}|{snapshot: string}|{}} the header of the next SUBSCRIBE */
  headers() {
    if (this.last !== null) return { since: String(this.last) };
    return this.#wantsSnapshot ? { snapshot: 'true' } : {};
  }

  /** @param {number} head the snapshot holds everything up to this `seq` */
  snapshot(head) {
    this.last = head;
  }

  /** What was known is void (`stream.reset`): only a snapshot helps. */
  reset() {
    this.last = null;
    this.#wantsSnapshot = true;
  }

  /**
   * @param {number} seq
   * @returns {'next'|'duplicate'|'gap'} only `next` has moved the cursor
   */
  accept(seq) {
    if (this.last !== null && seq <= this.last) return 'duplicate';
    if (this.last !== null && seq > this.last + 1) return 'gap';
    this.last = seq;
    return 'next';
  }
}
