const NAME = 'stompdesk';
const TABLE = 'outbox';

/**
 * A message on its way.
 *
 * @typedef {object} Entry
 * @property {string} clientId
 * @property {string} ticket
 * @property {string} text
 * @property {number} [ifSeq]
 * @property {'sending'|'stored'|'failed'} state
 * @property {{code: string, message: string, retryable: boolean, data: object}} [error] of a failed one
 * @property {number} at when it was typed
 */

/**
 * Where messages wait, in the order in which they were typed in any tab (`n`). In the browser's database they outlive
 * a reload; where that is closed to us (private windows of some browsers) in memory only.
 * @returns {Promise<IndexedStore|MemoryStore>}
 */
export async function openStore() {
  try {
    return new IndexedStore(await open());
  } catch {
    return new MemoryStore();
  }
}

/**
 * Removes what accounts have left in the browser's database. Rejects if the database cannot be used.
 * @param {string|null} [but] the id of the account whose entries stay
 * @returns {Promise<void>}
 */
export async function clearStores(but = null) {
  const store = new IndexedStore(await open());
  try {
    await store.clear(but);
  } finally {
    store.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const table = request.result.createObjectStore(TABLE, { keyPath: 'n', autoIncrement: true });
      table.createIndex('account', 'account');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

class IndexedStore {
  durable = true;
  #database;

  constructor(database) {
    this.#database = database;
    database.onversionchange = () => database.close();
  }

  /** @param {string} account @returns {Promise<object[]>} in order */
  all(account) {
    return this.#run('readonly', (table) => table.index('account').getAll(account));
  }

  /** @param {object} entry without `n` if it is new @returns {Promise<number>} its `n`, once it is on disk */
  put(entry) {
    return this.#run('readwrite', (table) => table.put(entry));
  }

  /** @param {number} n */
  remove(n) {
    return this.#run('readwrite', (table) => table.delete(n));
  }

  /** @param {string|null} but the account whose entries stay */
  async clear(but) {
    const all = await this.#run('readonly', (table) => table.getAll());
    for (const { n } of all.filter(({ account }) => account !== but)) await this.remove(n);
  }

  close() {
    this.#database.close();
  }

  #run(mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(TABLE, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

/** The same, for as long as the tab lives. */
export class MemoryStore {
  durable = false;
  #entries = new Map();
  #last = 0;

  /** @param {Entry[]} entries in order; each gets its new `n` @returns {Promise<MemoryStore>} */
  static async of(entries) {
    const store = new MemoryStore();
    for (const entry of entries) entry.n = await store.put(entry);
    return store;
  }

  async all(account) {
    return [...this.#entries.values()].filter((entry) => entry.account === account).map((entry) => ({ ...entry }));
  }

  async put(entry) {
    const n = entry.n ?? ++this.#last;
    this.#entries.set(n, { ...entry, n });
    return n;
  }

  async remove(n) {
    this.#entries.delete(n);
  }

  close() {}
}
