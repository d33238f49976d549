/**
 * Works off entries, one lane per ticket: within a lane one after the other, lanes side by side. A lane stops when it
 * has nothing left that waits.
 */
export class Lanes {
  #next;
  #deliver;
  #running = new Set();

  /**
   * @param {(lane: string) => object|undefined} next the first that waits in a lane
   * @param {(entry: object, tries: number) => Promise<void>} deliver `tries`: how often in a row it was tried before
   */
  constructor(next, deliver) {
    this.#next = next;
    this.#deliver = deliver;
  }

  /** @param {string} lane */
  async run(lane) {
    if (this.#running.has(lane)) return;
    this.#running.add(lane);
    try {
      let last = null;
      let tries = 0;
      for (let entry = this.#next(lane); entry; entry = this.#next(lane)) {
        tries = entry.clientId === last ? tries + 1 : 0;
        last = entry.clientId;
        await this.#deliver(entry, tries);
      }
    } finally {
      this.#running.delete(lane);
    }
  }
}
