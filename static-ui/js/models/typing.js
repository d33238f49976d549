const REPEAT = 3_000;

/** Tells the other side that somebody is typing: at once, then every 3 s while it lasts, and when it is over. */
export class Typing {
  #tell;
  #lastTold = 0;

  /** @param {(typing: boolean) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** @param {string} text that stands in the field after a key @param {number} [now] */
  typed(text, now = Date.now()) {
    if (!text.trim()) return this.stop();
    if (now - this.#lastTold < REPEAT) return;
    this.#lastTold = now;
    this.#tell(true);
  }

  stop() {
    if (this.#lastTold) this.#tell(false);
    this.#lastTold = 0;
  }
}
