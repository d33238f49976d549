import { signal } from '../base/signals.js';
import { uuid } from '../base/ids.js';
import { afterRefusal } from './retry-policy.js';
import { channel as browserChannel } from './channel.js';
import { exclusively } from './locks.js';
import { timers as browserTimers } from './timers.js';
import { KeyedQueue } from './keyed-queue.js';
import { TabLock } from './tab-lock.js';
import { RecentlyStored } from './recently-stored.js';
import { MemoryStore } from './outbox-store.js';

/**
 * Messages on their way. Each is put into the store before it is sent and taken out by its RECEIPT alone, so that it
 * survives a lost connection, a reload, a crash; its `clientId` keeps it from being stored twice. Within a ticket one
 * goes after the other, so that the desk's order is the order in which they were typed. One tab of an account, one
 * that is connected, sends for all.
 */
export class Outbox {
  #desk;
  #account;
  #opening;
  #store = new MemoryStore();
  #timers;
  #others;
  #tabLock;
  #queue = new KeyedQueue((ticket) => this.#next(ticket), (entry, tries) => this.#deliver(entry, tries));
  #entries = signal([]);
  #stored = new RecentlyStored();
  #unsubscribe = () => {};
  #stopped = false;

  /** @param {{desk: import('./desk.js').Desk, account: string, store: object|Promise<object>}} parts `store`: from `openStore` */
  constructor({ desk, account, store, lock = exclusively, channel = browserChannel, timers = browserTimers }) {
    this.#desk = desk;
    this.#account = account;
    this.#opening = store;
    this.#timers = timers;
    this.#others = channel(`outbox.${account}`, (message) => this.#heard(message));
    this.#tabLock = new TabLock(`outbox.${account}`, () => this.#load().then(() => this.#send()), lock);
  }

  /** Whether messages survive a reload. */
  get durable() {
    return this.#store.durable;
  }

  /** How many are not stored yet. */
  get size() {
    return this.#entries.value.length;
  }

  /** Shows what is left from before, and sends as soon as there is a connection. */
  async start() {
    this.#store = await this.#opening;
    if (this.#stopped) return this.#store.close();
    try {
      await this.#load();
    } catch {
      // the database was opened, but cannot be read
      this.#store.close();
      this.#store = new MemoryStore();
    }
    this.#unsubscribe = this.#desk.on('state', () => this.#follow());
    this.#follow();
  }

  /** Stops sending. What is left stays for the next time. */
  stop() {
    this.#stopped = true;
    this.#unsubscribe();
    this.#tabLock.release();
    this.#others.close();
    this.#store.close();
  }

  /** @param {string} ticket @returns {import('./outbox-store.js').Entry[]} in the order typed; those just stored are still among them */
  of(ticket) {
    return this.#stored.before(this.#entries.value).filter((entry) => entry.ticket === ticket);
  }

  /**
   * @param {string} ticket
   * @param {string} text
   * @param {{ifSeq?: number, at?: number}} [options]
   * @returns {Promise<void>} once it is kept here; not yet sent
   */
  async add(ticket, text, { ifSeq, at = Date.now() } = {}) {
    const entry = { account: this.#account, clientId: uuid(), ticket, text, ifSeq, at, state: 'sending' };
    this.#entries.value = [...this.#entries.value, entry];
    await this.#put(entry);
    await this.#changed();
  }

  /** The same message again, under the same id. @param {string} clientId */
  retry(clientId) {
    return this.#revive(clientId, {});
  }

  /**
   * The chat is open again: what was refused because it was closed goes out, in its order, under the same ids.
   * @param {string} ticket
   */
  async resume(ticket) {
    const held = this.#entries.value.filter((entry) => entry.ticket === ticket && entry.error?.code === 'CHAT_LOCKED');
    for (const { clientId } of held) await this.retry(clientId);
  }

  /** Sends it although the ticket has moved on: another command, so another id. @param {string} clientId */
  sendAnyway(clientId) {
    return this.#revive(clientId, { clientId: uuid(), ifSeq: undefined });
  }

  /** Takes a failed one out. @param {string} clientId @returns {Promise<string|undefined>} its text */
  async discard(clientId) {
    const entry = this.#failed(clientId);
    if (!entry) return undefined;
    await this.#store.remove(entry.n);
    await this.#changed();
    return entry.text;
  }

  async #revive(clientId, change) {
    const entry = this.#failed(clientId);
    if (!entry) return;
    await this.#put({ ...entry, state: 'sending', error: undefined, ...change });
    await this.#changed();
  }

  #failed(clientId) {
    return this.#entries.value.find((entry) => entry.clientId === clientId && entry.state === 'failed');
  }

  /** The database can turn out to be full or closed to us only now. */
  async #put(entry) {
    try {
      entry.n = await this.#store.put(entry);
    } catch {
      this.#store = await MemoryStore.of(this.#entries.value.map((one) => (one.clientId === entry.clientId ? entry : one)));
    }
  }

  async #changed() {
    this.#others.tell({ changed: true });
    await this.#load();
    this.#send();
  }

  async #load() {
    const kept = await this.#store.all(this.#account);
    const ids = new Set(kept.map((entry) => entry.clientId));
    const justTyped = this.#entries.value.filter((entry) => entry.n === undefined && !ids.has(entry.clientId));
    this.#entries.value = [...kept, ...justTyped];
  }

  async #heard({ stored }) {
    if (stored) this.#stored.add(stored);
    await this.#load();
    this.#send();
  }

  #follow() {
    if (this.#desk.connected) this.#tabLock.claim();
    else this.#tabLock.release();
  }

  #send() {
    if (!this.#tabLock.held) return;
    for (const ticket of new Set(this.#entries.value.map((entry) => entry.ticket))) this.#queue.run(ticket);
  }

  #next(ticket) {
    if (!this.#tabLock.held) return undefined;
    return this.#entries.value.find((entry) => entry.ticket === ticket && entry.state === 'sending' && entry.n !== undefined);
  }

  async #deliver(entry, tries) {
    const { ticket, clientId, text, ifSeq } = entry;
    try {
      const reply = await this.#desk.send(`/app/ticket.${ticket}.chat`, { text, ifSeq }, { clientId });
      await this.#done(entry, reply?.data);
    } catch (error) {
      await this.#refused(entry, error, tries);
    }
  }

  async #done(entry, { seq, at } = {}) {
    const stored = { ...entry, state: 'stored', seq, at: at ? Date.parse(at) : entry.at };
    this.#stored.add(stored);
    await this.#store.remove(entry.n);
    this.#others.tell({ stored });
    await this.#load();
  }

  async #refused(entry, error, tries) {
    const next = afterRefusal(error, tries);
    if (next.then === 'reconnect') return this.#tabLock.release();
    if (next.then === 'wait') return new Promise((resolve) => this.#timers.after(next.ms, resolve));
    const { code, message, retryable, data } = error;
    await this.#put({ ...entry, state: 'failed', error: { code, message, retryable, data } });
    await this.#changed();
  }
}
