import { Observable } from './observable.js';

/** Tickets listened to at once; a connection has 500 subscriptions, unless the desk is set otherwise. */
const WATCHED = 200;
/** Beside these: solved tickets that somebody has looked at. */
const VISITED = 50;

/** A customer's tickets, and the one that is open. */
export class CustomerDesk extends Observable {
  #space;
  #tickets = new Map();
  #feeds = new Map();
  #loading = null;
  #stops;
  #loaded = false;

  /**
   * @param {import('./account-space.js').AccountSpace} space
   * @param {(event: object) => void} [said] staff have joined, or written
   */
  constructor(space, said = () => {}) {
    super();
    this.#space = space;
    this.#stops = [
      space.desk.on('state', ({ caughtUp }) => caughtUp && this.load()),
      space.reading.watch(() => this.changed()),
      ...['ticket.picked', 'chat.message'].map((type) => space.desk.on(type, (event) => event.actor?.id !== space.account.id && said(event))),
    ];
  }

  get loaded() {
    return this.#loaded;
  }

  /** Newest first, what is open before what is solved. */
  get tickets() {
    return [...this.#tickets.values()].sort((a, b) =>
      (a.status === 'RESOLVED') - (b.status === 'RESOLVED') || Date.parse(b.createdAt) - Date.parse(a.createdAt));
  }

  /** The feed of the ticket that somebody looks at. @param {string} id */
  feed(id) {
    const feed = this.#listen(id);
    if (this.#feeds.size > WATCHED + VISITED) this.#dropOneBut(id);
    return feed;
  }

  /** How many messages are unread, in one ticket or in all. @param {string} [id] */
  unread(id) {
    const feeds = id ? [this.#feeds.get(id)].filter(Boolean) : [...this.#feeds.values()];
    return feeds.reduce((sum, { thread }) => sum + this.#space.reading.unread(thread), 0);
  }

  /** @param {object} fields @param {string} clientId the same for another try @returns {Promise<string>} the id */
  async create(fields, clientId) {
    const ticket = await this.#space.commands.create(fields, clientId);
    this.#put(ticket);
    this.changed();
    return ticket.id;
  }

  /** Looks what is there: all of it, so also what another device or the staff have opened. @returns {Promise<void>} */
  load() {
    this.#loading ??= this.#pages().finally(() => { this.#loading = null; });
    return this.#loading;
  }

  close() {
    this.#stops.forEach((stop) => stop());
    this.#feeds.forEach((feed) => feed.close());
    this.#feeds.clear();
  }

  async #pages() {
    try {
      let next = null;
      do {
        const page = await this.#space.session.get(`/api/tickets${next ? `?after=${encodeURIComponent(next)}` : ''}`);
        page.items.forEach((ticket) => this.#put(ticket));
        next = page.next;
        // the newest are on the screen while the rest is still to come
        this.#loaded = true;
        this.changed();
      } while (next);
      this.#listenToOpenOnes();
      this.changed();
    } catch { /* asked again after the next reconnect */ }
  }

  #listenToOpenOnes() {
    const open = this.tickets.filter((ticket) => ticket.status !== 'RESOLVED');
    const more = open.filter(({ id }) => !this.#feeds.has(id)).slice(0, Math.max(0, WATCHED - this.#feeds.size));
    more.forEach(({ id }) => this.#listen(id));
  }

  #listen(id) {
    if (!this.#feeds.has(id)) {
      const feed = this.#space.feed(id);
      feed.watch(() => this.#follow(feed));
      this.#feeds.set(id, feed);
    }
    return this.#feeds.get(id);
  }

  /** The one that has been listened to for longest; sooner a solved one. */
  #dropOneBut(current) {
    const others = [...this.#feeds.keys()].filter((id) => id !== current);
    const dropped = others.find((id) => this.#tickets.get(id)?.status === 'RESOLVED') ?? others[0];
    this.#feeds.get(dropped).close();
    this.#feeds.delete(dropped);
  }

  #follow({ thread, phase }) {
    if (phase === 'ready') this.#put(thread.ticket);
    this.changed();
  }

  #put(ticket) {
    if ((this.#tickets.get(ticket.id)?.head ?? 0) <= ticket.head) this.#tickets.set(ticket.id, ticket);
  }
}
