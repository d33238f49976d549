import { personalKey, storage } from '../base/browser-storage.js';

/** What an account has begun to write, per ticket. */
export class Drafts {
  #prefix;

  /** @param {string} account the id */
  constructor(account) {
    this.#prefix = personalKey(account, 'draft.');
  }

  /** @param {string} ticket @returns {string} */
  get(ticket) {
    return storage.get(this.#prefix + ticket) ?? '';
  }

  /** @param {string} ticket @param {string} text */
  set(ticket, text) {
    storage.set(this.#prefix + ticket, text || null);
  }
}
