import { personalKey, storage } from '../base/browser-storage.js';

const WRITTEN_EVERY = 300;
const KEPT_FOR = 30 * 24 * 60 * 60_000;

/**
 * What an account has begun to write, per ticket. The browser's storage blocks the page while it writes, so it gets the
 * first key at once and then at most one write every 300 ms. A draft that nobody has touched for 30 days is deleted:
 * its ticket may be resolved, and nobody would open it again.
 */
export class Drafts {
  #prefix;
  /** By ticket. */
  #unwritten = new Map();
  #timer = null;
  #listening = new AbortController();

  /** @param {string} account the id */
  constructor(account) {
    this.#prefix = personalKey(account, 'draft.');
    this.#deleteOld();
    // on a phone a page may end without a pagehide
    for (const type of ['pagehide', 'visibilitychange']) {
      globalThis.addEventListener?.(type, () => this.flush(), { signal: this.#listening.signal });
    }
  }

  /** @param {string} ticket @returns {string} */
  get(ticket) {
    return this.#unwritten.get(ticket) ?? storage.get(this.#prefix + ticket)?.text ?? '';
  }

  /** @param {string} ticket @param {string} text */
  set(ticket, text) {
    if (this.#listening.signal.aborted) return;
    this.#unwritten.set(ticket, text);
    // a message that was sent must not come back as a draft
    if (!text) this.flush();
    else if (this.#timer === null) this.#write();
  }

  /** Writes what is not written yet. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    for (const [ticket, text] of this.#unwritten) storage.set(this.#prefix + ticket, text ? { text, at: Date.now() } : null);
    this.#unwritten.clear();
  }

  /** Nothing is written after this: the account may have logged out. */
  close() {
    this.flush();
    this.#listening.abort();
  }

  #write() {
    this.flush();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#unwritten.size) this.#write();
    }, WRITTEN_EVERY);
  }

  #deleteOld() {
    for (const ticket of storage.keys(this.#prefix)) {
      const { at = 0 } = storage.get(this.#prefix + ticket) ?? {};
      if (Date.now() - at > KEPT_FOR) storage.set(this.#prefix + ticket, null);
    }
  }
}
