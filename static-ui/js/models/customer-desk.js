import { computed, reactive, signal } from '../base/signals.js';
import { equal } from '../base/equal.js';
import { timeOf } from './ticket-order.js';

/** Tickets listened to at once; a connection has 500 subscriptions, unless the desk is set otherwise. */
const WATCHED = 200;
/** Beside these: solved tickets that somebody has looked at. */
const VISITED = 50;

/** A customer's tickets, and the one that is open. */
export class CustomerDesk {
  #space;
  #said;
  /** By id. */
  #tickets = signal(new Map());
  #sorted = computed(() => [...this.#tickets.value.values()].sort((a, b) =>
    (a.status === 'RESOLVED') - (b.status === 'RESOLVED') || timeOf(b, 'createdAt') - timeOf(a, 'createdAt')));

  #feeds = signal(new Map());
  #loading = null;
  #stops = [];

  /**
   * @param {import('./account-space.js').AccountSpace} space
   * @param {(event: object) => void} [said] staff have joined, or written
   */
  constructor(space, said = () => {}) {
    this.#space = space;
    this.#said = said;
    /** Whether the first page has come. */
    reactive(this, { loaded: false });
    this.#stops = [
      space.desk.on('state', ({ caughtUp }) => caughtUp && this.load()),
      ...['ticket.picked', 'chat.message'].map((type) => space.desk.on(type, (event) => this.#heard(event))),
    ];
  }

  start() {
    this.load();
  }

  /** Newest first, what is open before what is solved. */
  get tickets() {
    return this.#sorted.value;
  }

  /** The feed of the ticket that somebody looks at. @param {string} id */
  feed(id) {
    const feed = this.#listen(id);
    if (this.#feeds.peek().size > WATCHED + VISITED) this.#dropOneBut(id);
    return feed;
  }

  /** How many messages are unread, in one ticket or in all. @param {string} [id] */
  unread(id) {
    const feeds = id ? [this.#feeds.value.get(id)].filter(Boolean) : [...this.#feeds.value.values()];
    return feeds.reduce((sum, { thread }) => sum + this.#space.readMarks.unread(thread), 0);
  }

  /** @param {object} fields @param {string} clientId the same for another try @returns {Promise<string>} the id */
  async create(fields, clientId) {
    const ticket = await this.#space.commands.create(fields, clientId);
    this.#put([ticket]);
    return ticket.id;
  }

  /** Looks what is there: all of it, so also what another device or the staff have opened. @returns {Promise<void>} */
  load() {
    this.#loading ??= this.#pages().finally(() => { this.#loading = null; });
    return this.#loading;
  }

  close() {
    this.#stops.forEach((stop) => stop());
    this.#feeds.peek().forEach((feed) => feed.close());
    this.#feeds.value = new Map();
  }

  async #pages() {
    try {
      let next = null;
      do {
        const page = await this.#space.session.get(`/api/tickets${next ? `?after=${encodeURIComponent(next)}` : ''}`);
        this.#put(page.items);
        next = page.next;
        // the newest are on the screen while the rest is still to come
        this.loaded = true;
      } while (next);
      this.#listenToOpenOnes();
      this.#space.readMarks.prune((id) => this.#tickets.peek().has(id) || this.#feeds.peek().has(id));
    } catch { /* asked again after the next reconnect */ }
  }

  #listenToOpenOnes() {
    const feeds = this.#feeds.peek();
    const open = this.#sorted.peek().filter((ticket) => ticket.status !== 'RESOLVED');
    const more = open.filter(({ id }) => !feeds.has(id)).slice(0, Math.max(0, WATCHED - feeds.size));
    more.forEach(({ id }) => this.#listen(id));
  }

  #listen(id) {
    const feeds = this.#feeds.peek();
    if (!feeds.has(id)) this.#feeds.value = new Map(feeds).set(id, this.#space.feed(id, (ticket) => this.#put([ticket])));
    return this.#feeds.peek().get(id);
  }

  /** The one that has been listened to for longest; sooner a solved one. */
  #dropOneBut(current) {
    const feeds = new Map(this.#feeds.peek());
    const others = [...feeds.keys()].filter((id) => id !== current);
    const dropped = others.find((id) => this.#tickets.peek().get(id)?.status === 'RESOLVED') ?? others[0];
    feeds.get(dropped).close();
    feeds.delete(dropped);
    this.#feeds.value = feeds;
  }

  #heard(event) {
    if (event.actor?.id !== this.#space.account.id) this.#said(event);
  }

  #put(tickets) {
    const known = this.#tickets.peek();
    const news = tickets.filter((ticket) => {
      const before = known.get(ticket.id);
      return (before?.head ?? 0) <= ticket.head && !equal(before, ticket);
    });
    if (news.length) this.#tickets.value = new Map([...known, ...news.map((ticket) => [ticket.id, ticket])]);
  }
}
