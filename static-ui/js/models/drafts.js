import { keep } from './keep.js';

/** What an account has begun to write, per ticket. */
export class Drafts {
  #account;

  /** @param {string} account the id */
  constructor(account) {
    this.#account = account;
  }

  /** @param {string} ticket @returns {string} */
  get(ticket) {
    return keep.get(`draft.${this.#account}.${ticket}`) ?? '';
  }

  /** @param {string} ticket @param {string} text */
  set(ticket, text) {
    keep.set(`draft.${this.#account}.${ticket}`, text || null);
  }

  /** The account logs out on this computer. */
  clear() {
    keep.clear(`draft.${this.#account}.`);
  }
}
