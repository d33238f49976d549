import { batch, reactive } from '../base/signals.js';

const AFTER_THE_LAST_KEY = 250;

/** Looks for tickets at the desk, also for those that no queue shows any more. */
export class Search {
  #get;
  #later = null;
  #count = 0;

  /** @param {(path: string) => Promise<{items: object[], next: string|null}>} get a REST call */
  constructor(get) {
    this.#get = get;
    reactive(this, {
      words: '',
      /** @type {'idle'|'searching'|'done'|'failed'} */
      phase: 'idle',
      /** @type {object[]} tickets, newest first */
      found: [],
      /** Where the next page begins. @type {string|null} */
      next: null,
    });
  }

  get active() {
    return this.words.trim() !== '';
  }

  /** There are more than those found so far. */
  get hasMore() {
    return this.next !== null;
  }

  /** @param {string} words as they stand in the field after a key */
  typed(words) {
    this.words = words;
    this.#count++;
    clearTimeout(this.#later);
    if (this.active) {
      this.phase = 'searching';
      this.#later = setTimeout(() => this.#request(), AFTER_THE_LAST_KEY);
    } else {
      this.#become('idle', [], null);
    }
  }

  /** The same again, after it failed. */
  again() {
    this.typed(this.words);
  }

  /** Brings the next page. */
  more() {
    return this.#request(this.next);
  }

  async #request(after = null) {
    const number = ++this.#count;
    const query = new URLSearchParams({ q: this.words.trim(), ...(after && { after }) });
    try {
      const { items, next } = await this.#get(`/api/tickets?${query}`);
      if (number === this.#count) this.#become('done', after ? [...this.found, ...items] : items, next ?? null);
    } catch {
      if (number === this.#count) this.#become('failed', after ? this.found : [], after);
    }
  }

  #become(phase, found, next) {
    batch(() => {
      this.phase = phase;
      this.found = found;
      this.next = next;
    });
  }
}
