import { Observable } from './observable.js';

const ADDED = ['waiting', 'active', 'paused', 'resolvedToday'];

/** The desk's figures; where somebody sees several projects one by one, their sums. */
export class Figures extends Observable {
  #parts = new Map();

  /** @param {string} part the project, or `all` @param {{data: object}} signal @param {number} now by the server's clock */
  signal(part, { data }, now) {
    this.#parts.set(part, { ...data, at: now });
    this.changed();
  }

  /** @param {number} now by the server's clock @returns {object|null} null until they are known */
  at(now) {
    if (this.#parts.size === 0) return null;
    const parts = [...this.#parts.values()];
    const sums = Object.fromEntries(ADDED.map((name) => [name, parts.reduce((sum, part) => sum + part[name], 0)]));
    return { ...sums, longestWaitSeconds: Math.max(...parts.map((part) => longestWait(part, now))) };
  }
}

/** The wait goes on between two signals. */
function longestWait({ waiting, longestWaitSeconds, at }, now) {
  return waiting > 0 ? (longestWaitSeconds ?? 0) + Math.max(0, Math.floor((now - at) / 1000)) : 0;
}
