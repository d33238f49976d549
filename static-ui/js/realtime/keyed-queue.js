/**
 * Works off entries in order, key by key: those of one key one after the other, the keys side by side. A key rests
 * when it has nothing left that waits.
 */
export class KeyedQueue {
  #next;
  #deliver;
  #running = new Set();

  /**
   * @param {(key: string) => object|undefined} next the first entry that waits
   * @param {(entry: object, tries: number) => Promise<void>} deliver `tries`: how often in a row it was tried before
   */
  constructor(next, deliver) {
    this.#next = next;
    this.#deliver = deliver;
  }

  /** @param {string} key */
  async run(key) {
    if (this.#running.has(key)) return;
    this.#running.add(key);
    try {
      let last = null;
      let tries = 0;
      for (let entry = this.#next(key); entry; entry = this.#next(key)) {
        tries = entry.clientId === last ? tries + 1 : 0;
        last = entry.clientId;
        await this.#deliver(entry, tries);
      }
    } finally {
      this.#running.delete(key);
    }
  }
}
