/** Small things that this browser keeps: drafts, read marks, sizes, wishes. Where it may not, for this page only. */
class Keep {
  #page = new Map();

  /** @param {string} key @returns {any} null where nothing is kept */
  get(key) {
    try {
      const kept = localStorage.getItem(`stompdesk.${key}`);
      if (kept !== null) return JSON.parse(kept);
    } catch { /* closed to us, or not ours */ }
    return this.#page.get(key) ?? null;
  }

  /** @param {string} key @param {any} value null takes it out */
  set(key, value) {
    if (value === null) this.#page.delete(key);
    else this.#page.set(key, value);
    try {
      if (value === null) localStorage.removeItem(`stompdesk.${key}`);
      else localStorage.setItem(`stompdesk.${key}`, JSON.stringify(value));
    } catch { /* full or closed: the page still has it */ }
  }

  /** @param {string} prefix takes out all that begins so */
  clear(prefix) {
    for (const key of [...this.#page.keys()]) if (key.startsWith(prefix)) this.#page.delete(key);
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(`stompdesk.${prefix}`)).forEach((key) => localStorage.removeItem(key));
    } catch { /* closed to us */ }
  }
}

export const keep = new Keep();
