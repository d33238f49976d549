import { exclusively } from './locks.js';

/** A duty that one tab at a time has. Another tab gets it when this one lets go, or dies. */
export class OneTab {
  #name;
  #onDuty;
  #lock;
  #claim = null;
  /** Whether it is this tab. */
  active = false;

  /** @param {string} name @param {() => void} onDuty it is this tab now */
  constructor(name, onDuty, lock = exclusively) {
    this.#name = name;
    this.#onDuty = onDuty;
    this.#lock = lock;
  }

  claim() {
    if (this.#claim) return;
    const claim = this.#claim = new AbortController();
    this.#lock(this.#name, () => this.#hold(claim.signal), claim.signal).catch(() => {});
  }

  letGo() {
    this.active = false;
    this.#claim?.abort();
    this.#claim = null;
  }

  #hold(signal) {
    if (signal.aborted) return Promise.resolve();
    this.active = true;
    this.#onDuty();
    return new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
}
