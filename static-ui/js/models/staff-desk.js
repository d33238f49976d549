import { Observable } from './observable.js';
import { Queues } from './queues.js';
import { Search } from './search.js';
import { StaffPresence } from './staff-presence.js';
import { Figures } from './figures.js';
import { clock } from '../realtime/clock.js';

/** What a member of staff has before them: queues, colleagues, figures, their chats, the ticket that is open. */
export class StaffDesk extends Observable {
  #space;
  #feeds = new Map();
  #events;
  #stops;
  #subscriptions = [];
  #lastPresence = null;
  /** @type {string|null} the ticket in the middle */
  open = null;
  /** The open chats were closed because I went offline. */
  closedByOffline = false;

  /**
   * @param {import('./account-space.js').AccountSpace} space
   * @param {{created: (ticket: object) => void, reopened: (ticket: object) => void, said: (ticket: object, event: object) => void,
   *   closed: () => void}} events news of others' doing; `said`: in one of my chats; `closed`: going offline has closed
   *   the open ticket
   */
  constructor(space, events) {
    super();
    this.#space = space;
    this.#events = events;
    this.me = space.account.id;
    this.queues = new Queues(this.me);
    this.presence = new StaffPresence(this.me);
    this.figures = new Figures();
    this.search = new Search((path) => space.session.get(path));
    this.queues.watch(() => this.#followChats());
    this.presence.watch(() => this.#followPresence());
    this.#stops = [this.queues, this.presence, this.figures, space.reading, space.connection].map((part) => part.watch(() => this.changed()));
    this.#stops.push(space.desk.on('chat.message', (event) => this.#said(event)));
  }

  start() {
    for (const project of this.#views()) this.#subscribe(project);
  }

  close() {
    this.#stops.forEach((stop) => stop());
    [...this.#subscriptions, ...this.#feeds.values()].forEach((one) => one.close());
    this.#feeds.clear();
  }

  /** Nobody has given me a project: nothing to see. */
  get withoutProject() {
    return this.#views().length === 0;
  }

  get online() {
    return this.presence.mine === 'ONLINE';
  }

  /** The feed of one ticket, opened when it is first asked for. @param {string} id */
  feed(id) {
    if (!this.#feeds.has(id)) {
      const feed = this.#space.feed(id);
      feed.watch(() => this.#followFeed(feed));
      this.#feeds.set(id, feed);
    }
    return this.#feeds.get(id);
  }

  /** @param {string|null} id */
  show(id) {
    this.open = id;
    if (id) {
      this.closedByOffline = false;
      this.feed(id);
    }
    this.#dropFeeds();
    this.changed();
  }

  /** How many messages are unread, in one ticket or in all my chats. @param {string} [id] */
  unread(id) {
    const feeds = id ? [this.#feeds.get(id)].filter(Boolean) : this.queues.list('mine').map((ticket) => this.feed(ticket.id));
    return feeds.reduce((sum, { thread }) => sum + this.#space.reading.unread(thread), 0);
  }

  /** @param {'ONLINE'|'AWAY'|'OFFLINE'} status */
  async be(status) {
    await this.#space.commands.presence(status);
    this.presence.set(status, this.#space.account);
  }

  /** Admins see all at once, others project by project. */
  #views() {
    const { role, projects } = this.#space.account;
    return role === 'ADMIN' ? [null] : projects;
  }

  #subscribe(project) {
    const part = project ?? 'all';
    this.#listen('/topic/tickets', project, {
      snapshot: true,
      onSnapshot: ({ tickets }) => this.queues.snapshot(tickets, project),
      onEvent: (event) => this.#heard(event),
    });
    this.#listen('/topic/presence', project, { onBegin: () => this.presence.begin(part), onSignal: (signal) => this.presence.signal(part, signal) });
    this.#listen('/topic/dashboard', project, { onSignal: (signal) => this.figures.signal(part, signal, clock.now()) });
  }

  /** Where a right to listen has ended, the login says which ones are left. */
  #listen(topic, project, listener) {
    const lookAgain = () => this.#space.session.token({ fresh: true }).catch(() => {});
    const destination = project === null ? topic : `${topic}.${project}`;
    this.#subscriptions.push(this.#space.desk.subscribe(destination, { onClosed: lookAgain, ...listener }));
  }

  #heard(event) {
    this.queues.apply(event);
    if (event.actor?.id === this.me) return;
    if (event.type === 'ticket.created') this.#events.created(event.data.ticket);
    if (event.type === 'ticket.reopened') this.#events.reopened(event.data.ticket);
  }

  #said(event) {
    const ticket = this.queues.get(event.stream.slice('ticket.'.length));
    if (ticket?.status === 'ACTIVE' && ticket.agent.id === this.me && event.actor.id !== this.me) this.#events.said(ticket, event);
  }

  /** My chats are listened to, so that their unread marks are true. */
  #followChats() {
    this.queues.list('mine').forEach(({ id }) => this.feed(id));
    this.#dropFeeds();
  }

  #followFeed({ thread, phase }) {
    if (phase === 'ready') this.queues.put(thread.ticket);
    this.changed();
  }

  #dropFeeds() {
    const wanted = new Set([this.open, ...this.queues.list('mine').map((ticket) => ticket.id)]);
    for (const [id, feed] of this.#feeds) {
      if (wanted.has(id)) continue;
      feed.close();
      this.#feeds.delete(id);
    }
  }

  /** Going offline closes my chats here at once; nobody may believe that they still talk. */
  #followPresence() {
    const was = this.#lastPresence;
    this.#lastPresence = this.presence.mine;
    if (this.presence.mine !== 'OFFLINE') this.closedByOffline = false;
    if (this.presence.mine !== 'OFFLINE' || was === 'OFFLINE' || was === null) return;
    const ticket = this.open && this.queues.get(this.open);
    if (!ticket || ticket.agent?.id !== this.me) return;
    this.closedByOffline = true;
    this.show(null);
    this.#events.closed();
  }
}
