const OURS = 'stompdesk.';
/** What belongs to a person and not to the browser begins so. */
const PERSONAL = 'account.';

/**
 * Small things that this browser remembers: settings, and under `account.<id>.` what belongs to a person, which goes
 * with their login. Where the browser remembers nothing, for this page only.
 */
class BrowserStorage {
  #page = new Map();

  /** @param {string} key @returns {any} null where nothing is stored */
  get(key) {
    try {
      const stored = localStorage.getItem(OURS + key);
      if (stored !== null) return JSON.parse(stored);
    } catch { /* closed to us, or not ours */ }
    return this.#page.get(key) ?? null;
  }

  /** @param {string} key @param {any} value null removes it */
  set(key, value) {
    if (value === null) this.#page.delete(key);
    else this.#page.set(key, value);
    try {
      if (value === null) localStorage.removeItem(OURS + key);
      else localStorage.setItem(OURS + key, JSON.stringify(value));
    } catch { /* full or closed: the page still has it */ }
  }

  /** @param {string} prefix @returns {string[]} the rest of each key that begins so */
  keys(prefix) {
    const keys = new Set(this.#page.keys());
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(OURS)).forEach((key) => keys.add(key.slice(OURS.length)));
    } catch { /* closed to us */ }
    return [...keys].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }

  /** Removes what belongs to people. @param {string|null} [but] the id of the account that stays */
  clearPersonal(but = null) {
    const theirs = but === null ? null : `${but}.`;
    for (const rest of this.keys(PERSONAL)) if (theirs === null || !rest.startsWith(theirs)) this.set(PERSONAL + rest, null);
  }
}

export const storage = new BrowserStorage();

/** @param {string} account the id @param {string} name @returns {string} the key of something of theirs */
export const personalKey = (account, name) => `${PERSONAL}${account}.${name}`;
