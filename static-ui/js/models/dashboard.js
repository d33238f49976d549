import { signal } from '../base/signals.js';
import { equal } from '../base/equal.js';

const ADDED = ['waiting', 'active', 'paused', 'resolvedToday'];

/** The desk's numbers; where somebody sees several projects one by one, their sums. */
export class Dashboard {
  #parts = signal(new Map());

  /** @param {string} part the project, or `all` @param {{data: object}} message @param {number} now by the server's clock */
  signal(part, { data }, now) {
    const known = this.#parts.value.get(part);
    if (known && equal(known.data, data) && data.waiting === 0) return;
    this.#parts.value = new Map(this.#parts.value).set(part, { data, at: now });
  }

  /** @param {number} now by the server's clock @returns {object|null} null until they are known */
  at(now) {
    const parts = [...this.#parts.value.values()];
    if (parts.length === 0) return null;
    const sums = Object.fromEntries(ADDED.map((name) => [name, parts.reduce((sum, { data }) => sum + data[name], 0)]));
    return { ...sums, longestWaitSeconds: Math.max(...parts.map((part) => longestWait(part, now))) };
  }
}

/** The wait goes on between two signals. */
function longestWait({ data: { waiting, longestWaitSeconds }, at }, now) {
  return waiting > 0 ? (longestWaitSeconds ?? 0) + Math.max(0, Math.floor((now - at) / 1000)) : 0;
}
