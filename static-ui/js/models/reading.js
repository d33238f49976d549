import { Observable } from './observable.js';
import { keep } from './keep.js';

/** How far an account has read each ticket, in this browser. */
export class Reading extends Observable {
  #account;

  /** @param {string} account the id */
  constructor(account) {
    super();
    this.#account = account;
  }

  /** @param {string} ticket @returns {number|null} the last `seq` read; null if it was never opened here */
  upTo(ticket) {
    return keep.get(`read.${this.#account}.${ticket}`);
  }

  /** @param {string} ticket @param {number} seq */
  mark(ticket, seq) {
    if (seq <= (this.upTo(ticket) ?? 0)) return;
    keep.set(`read.${this.#account}.${ticket}`, seq);
    this.changed();
  }

  /** How many messages of others are not read yet. @param {import('./thread.js').Thread} thread */
  unread(thread) {
    const upTo = this.upTo(thread.id) ?? 0;
    return thread.events.filter((e) => e.type === 'chat.message' && e.seq > upTo && e.actor?.id !== this.#account).length;
  }
}
