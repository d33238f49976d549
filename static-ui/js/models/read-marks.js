import { personalKey, storage } from '../base/browser-storage.js';
import { computed, signal } from '../base/signals.js';

/** How far an account has read each ticket, in this browser. */
export class ReadMarks {
  #account;
  #prefix;
  /** What was looked up, so that drawing does not read the browser's storage. @type {Map<string, import('../base/signals.js').Signal>} */
  #marks = new Map();
  /** By thread. @type {WeakMap<object, import('../base/signals.js').ReadonlySignal<number>>} */
  #counts = new WeakMap();
  #listening = new AbortController();

  /** @param {string} account the id */
  constructor(account) {
    this.#account = account;
    this.#prefix = personalKey(account, 'read.');
    globalThis.addEventListener?.('storage', ({ key }) => this.#markedElsewhere(key), { signal: this.#listening.signal });
  }

  /** @param {string} ticket @returns {number|null} the last `seq` read; null if it was never opened here */
  upTo(ticket) {
    return this.#mark(ticket).value;
  }

  /** @param {string} ticket @param {number} seq */
  mark(ticket, seq) {
    const mark = this.#mark(ticket);
    if (seq <= (mark.peek() ?? 0)) return;
    storage.set(this.#prefix + ticket, seq);
    mark.value = seq;
  }

  /** How many messages of others are not read yet. @param {import('./thread.js').Thread} thread */
  unread(thread) {
    if (!this.#counts.has(thread)) this.#counts.set(thread, computed(() => thread.countAfter(this.upTo(thread.id) ?? 0, this.#account)));
    return this.#counts.get(thread).value;
  }

  /** A mark ends with the last list that shows its ticket. @param {(ticket: string) => boolean} isListed */
  prune(isListed) {
    for (const ticket of new Set([...storage.keys(this.#prefix), ...this.#marks.keys()])) {
      if (isListed(ticket)) continue;
      storage.set(this.#prefix + ticket, null);
      this.#marks.delete(ticket);
    }
  }

  close() {
    this.#listening.abort();
  }

  #mark(ticket) {
    if (!this.#marks.has(ticket)) this.#marks.set(ticket, signal(storage.get(this.#prefix + ticket)));
    return this.#marks.get(ticket);
  }

  /** Another tab of this browser has read on. */
  #markedElsewhere(key) {
    const ticket = key?.startsWith(`stompdesk.${this.#prefix}`) && key.slice(`stompdesk.${this.#prefix}`.length);
    if (ticket && this.#marks.has(ticket)) this.#marks.get(ticket).value = storage.get(this.#prefix + ticket);
  }
}
