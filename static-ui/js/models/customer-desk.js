import { Observable } from './observable.js';

const WATCHED = 6;

/** A customer's tickets, and the one that is open. */
export class CustomerDesk extends Observable {
  #space;
  #tickets = new Map();
  #feeds = new Map();
  #loaded = false;

  /** @param {import('./account-space.js').AccountSpace} space */
  constructor(space) {
    super();
    this.#space = space;
    space.desk.on('state', ({ caughtUp }) => caughtUp && this.#load());
    space.reading.watch(() => this.changed());
  }

  /** @returns {Promise<void>} once the tickets are there */
  async start() {
    await this.#load();
  }

  get loaded() {
    return this.#loaded;
  }

  /** Newest first, what is open before what is solved. */
  get tickets() {
    return [...this.#tickets.values()].sort((a, b) =>
      (a.status === 'RESOLVED') - (b.status === 'RESOLVED') || Date.parse(b.createdAt) - Date.parse(a.createdAt));
  }

  /** The feed of one ticket, opened when it is first asked for. @param {string} id */
  feed(id) {
    if (!this.#feeds.has(id)) {
      const feed = this.#space.feed(id);
      feed.watch(() => this.#follow(feed));
      this.#feeds.set(id, feed);
    }
    return this.#feeds.get(id);
  }

  /** How many messages are unread, in one ticket or in all. @param {string} [id] */
  unread(id) {
    const feeds = id ? [this.#feeds.get(id)].filter(Boolean) : [...this.#feeds.values()];
    return feeds.reduce((sum, { thread }) => sum + this.#space.reading.unread(thread), 0);
  }

  /** @param {object} fields @param {string} clientId the same for another try @returns {Promise<string>} the id */
  async create(fields, clientId) {
    const ticket = await this.#space.commands.create(fields, clientId);
    this.#tickets.set(ticket.id, ticket);
    this.changed();
    return ticket.id;
  }

  async #load() {
    try {
      const { items } = await this.#space.session.get('/api/tickets');
      items.forEach((ticket) => this.#put(ticket));
      this.tickets.filter((ticket) => ticket.status !== 'RESOLVED').slice(0, WATCHED).forEach(({ id }) => this.feed(id));
      this.#loaded = true;
      this.changed();
    } catch { /* asked again after the next reconnect */ }
  }

  #follow({ thread, phase }) {
    if (phase === 'ready') this.#put(thread.ticket);
    this.changed();
  }

  #put(ticket) {
    if ((this.#tickets.get(ticket.id)?.head ?? 0) <= ticket.head) this.#tickets.set(ticket.id, ticket);
  }
}
