import { signal } from '../base/signals.js';

const REMEMBERED = 50;

/** Messages that have arrived at the desk: until its event comes too, the thread shows each from here. */
export class RecentlyStored {
  #entries = signal([]);

  /** @param {import('./outbox-store.js').Entry} entry */
  add(entry) {
    this.#entries.value = [...this.#entries.value, entry].slice(-REMEMBERED);
  }

  /** @param {import('./outbox-store.js').Entry[]} waiting @returns {import('./outbox-store.js').Entry[]} with them, each once */
  before(waiting) {
    const stored = new Set(this.#entries.value.map((entry) => entry.clientId));
    return [...this.#entries.value, ...waiting.filter((entry) => !stored.has(entry.clientId))];
  }
}
