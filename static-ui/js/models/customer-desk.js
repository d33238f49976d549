import { computed, reactive, signal } from '../base/signals.js';
import { equal } from '../base/equal.js';
import { inOrder, openFirst } from './ticket-order.js';

/** Tickets listened to at once; a connection has 500 subscriptions, unless the desk is set otherwise. */
const WATCHED = 200;
/** Beside these: solved tickets that somebody has looked at. */
const VISITED = 50;
const TOLD = ['ticket.picked', 'chat.message'];

/** A customer's tickets, and the one that is open. */
export class CustomerDesk {
  #space;
  #said;
  /** By id. */
  #tickets = signal(new Map());
  #sorted = computed(() => [...this.#tickets.value.values()].map(openFirst).sort(inOrder).map(({ ticket }) => ticket));

  #feeds = signal(new Map());
  #loading = null;
  /** Whether all pages have come once. */
  #isWhole = false;
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
    this.#stops = [space.desk.on('state', ({ caughtUp }) => caughtUp && this.load())];
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

  /** Reads all of them. @returns {Promise<void>} */
  load() {
    return this.#load(true);
  }

  /** Reads what another device or the staff have opened meanwhile: page by page, until one has nothing new. @returns {Promise<void>} */
  look() {
    return this.#load(!this.#isWhole);
  }

  close() {
    this.#stops.forEach((stop) => stop());
    this.#feeds.peek().forEach((feed) => feed.close());
    this.#feeds.value = new Map();
  }

  #load(all) {
    this.#loading ??= this.#pages(all).finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #pages(all) {
    try {
      let next = null;
      do {
        const page = await this.#space.session.get(`/api/tickets${next ? `?after=${encodeURIComponent(next)}` : ''}`);
        const hasNews = page.items.some(({ id }) => !this.#tickets.peek().has(id));
        this.#put(page.items);
        next = all || hasNews ? page.next : null;
        // the newest are on the screen while the rest is still to come
        this.loaded = true;
      } while (next);
      this.#isWhole ||= all;
      this.#listenToOpenOnes();
      if (all) this.#space.readMarks.prune((id) => this.#tickets.peek().has(id) || this.#feeds.peek().has(id));
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
    if (feeds.has(id)) return feeds.get(id);
    const feed = this.#space.feed(id, { onTicket: (ticket) => this.#put([ticket]), onNews: (events) => this.#heard(events) });
    this.#feeds.value = new Map(feeds).set(id, feed);
    return feed;
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

  /** If several were missed, tells the last one. */
  #heard(events) {
    const event = events.findLast(({ type, actor }) => TOLD.includes(type) && actor?.id !== this.#space.account.id);
    if (event) this.#said(event);
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
