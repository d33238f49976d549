const REMEMBERED = 50;

/** Messages that have arrived at the desk: until its event comes too, the thread shows each from here. */
export class JustStored {
  #entries = [];

  /** @param {import('./outbox-store.js').Entry} entry */
  add(entry) {
    this.#entries = [...this.#entries, entry].slice(-REMEMBERED);
  }

  /** @param {import('./outbox-store.js').Entry[]} waiting @returns {import('./outbox-store.js').Entry[]} with them, each once */
  before(waiting) {
    const stored = new Set(this.#entries.map((entry) => entry.clientId));
    return [...this.#entries, ...waiting.filter((entry) => !stored.has(entry.clientId))];
  }
}
