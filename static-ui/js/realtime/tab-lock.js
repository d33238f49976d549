import { exclusively } from './locks.js';

/** A lock that one tab at a time holds (leader election). Another tab gets it when this one lets go, or dies. */
export class TabLock {
  #name;
  #onHeld;
  #lock;
  #claim = null;
  /** Whether this tab holds it. */
  held = false;

  /** @param {string} name @param {() => void} onHeld this tab holds it now */
  constructor(name, onHeld, lock = exclusively) {
    this.#name = name;
    this.#onHeld = onHeld;
    this.#lock = lock;
  }

  /** Waits for the lock, however long that takes. */
  claim() {
    if (this.#claim) return;
    const claim = this.#claim = new AbortController();
    this.#lock(this.#name, () => this.#hold(claim.signal), claim.signal).catch(() => {});
  }

  release() {
    this.held = false;
    this.#claim?.abort();
    this.#claim = null;
  }

  #hold(signal) {
    if (signal.aborted) return Promise.resolve();
    this.held = true;
    this.#onHeld();
    return new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
}
