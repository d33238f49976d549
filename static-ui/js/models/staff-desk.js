import { computed, reactive, signal, steady, watch } from '../base/signals.js';
import { clock } from '../base/clock.js';
import { Queues } from './queues.js';
import { Search } from './search.js';
import { StaffPresence } from './staff-presence.js';
import { Dashboard } from './dashboard.js';

const LOOK_FOR_OLD_AFTER = 60_000;

/** What a member of staff has before them: queues, colleagues, the dashboard, their chats, the ticket that is open. */
export class StaffDesk {
  #space;
  #events;
  #feeds = signal(new Map());
  #stops = [];
  #subscriptions = [];
  #lastPresence = null;
  #openTicket = computed(() => (this.open && this.queues.get(this.open)) ?? this.openFeed?.thread.ticket ?? null);
  #others = steady(() => this.openTicket ? this.queues.others(this.openTicket) : []);

  /**
   * @param {import('./account-space.js').AccountSpace} space
   * @param {{created: (ticket: object) => void, reopened: (ticket: object) => void, said: (ticket: object, event: object) => void,
   *   closed: () => void}} events news of others' doing; `said`: in one of my chats; `closed`: going offline has closed
   *   the open ticket
   */
  constructor(space, events) {
    this.#space = space;
    this.#events = events;
    this.me = space.account.id;
    this.queues = new Queues(this.me);
    this.presence = new StaffPresence(this.me);
    this.dashboard = new Dashboard();
    this.search = new Search((path) => space.session.get(path));
    reactive(this, {
      /** @type {string|null} the ticket in the middle */
      open: null,
      /** The open chats were closed because I went offline. */
      closedByOffline: false,
    });
  }

  start() {
    const old = setInterval(() => this.#forgetOld(), LOOK_FOR_OLD_AFTER);
    this.#stops = [
      () => clearInterval(old),
      watch(() => this.queues.list('mine'), () => this.#followChats()),
      watch(() => this.presence.mine, (mine) => this.#followPresence(mine)),
      this.#space.desk.on('chat.message', (event) => this.#said(event)),
    ];
    for (const project of this.#views()) this.#subscribe(project);
  }

  close() {
    this.#stops.forEach((stop) => stop());
    [...this.#subscriptions, ...this.#feeds.peek().values()].forEach((one) => one.close());
    this.#feeds.value = new Map();
  }

  /** Nobody has given me a project: nothing to see. */
  get withoutProject() {
    return this.#views().length === 0;
  }

  get online() {
    return this.presence.mine === 'ONLINE';
  }

  /** The feed of the ticket in the middle. */
  get openFeed() {
    return this.open === null ? null : this.#feeds.value.get(this.open) ?? null;
  }

  /** The ticket in the middle, once it is known. */
  get openTicket() {
    return this.#openTicket.value;
  }

  /** What else there is from its customer. */
  get othersOfCustomer() {
    return this.#others.value;
  }

  /** @param {string|null} id */
  show(id) {
    this.open = id;
    if (id) {
      this.closedByOffline = false;
      this.#listen(id);
    }
    this.#dropFeeds();
  }

  /** How many messages are unread, in one ticket or in all my chats. @param {string} [id] */
  unread(id) {
    const ids = id ? [id] : this.queues.list('mine').map((ticket) => ticket.id);
    const feeds = ids.map((one) => this.#feeds.value.get(one)).filter(Boolean);
    return feeds.reduce((sum, { thread }) => sum + this.#space.readMarks.unread(thread), 0);
  }

  /** @param {'ONLINE'|'AWAY'|'OFFLINE'} status */
  async setPresence(status) {
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
    this.#subscribeTo('/topic/tickets', project, {
      snapshot: true,
      parts: true,
      onSnapshot: ({ tickets }, _, which) => this.#arrived(tickets, project, which),
      onEvent: (event) => this.#heard(event),
    });
    this.#subscribeTo('/topic/presence', project, { onBegin: () => this.presence.begin(part), onSignal: (signal) => this.presence.signal(part, signal) });
    this.#subscribeTo('/topic/dashboard', project, { onSignal: (signal) => this.dashboard.signal(part, signal, clock.now()) });
  }

  /** Where a right to listen has ended, the login says which ones are left. */
  #subscribeTo(topic, project, listener) {
    const lookAgain = () => this.#space.session.token({ fresh: true }).catch(() => {});
    const destination = project === null ? topic : `${topic}.${project}`;
    this.#subscriptions.push(this.#space.desk.subscribe(destination, { onClosed: lookAgain, ...listener }));
  }

  #arrived(tickets, project, which) {
    this.queues.snapshot(tickets, project, which);
    if (which.last) this.#forgetOld();
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
    this.queues.list('mine').forEach(({ id }) => this.#listen(id));
    this.#dropFeeds();
  }

  #listen(id) {
    const feeds = this.#feeds.peek();
    if (!feeds.has(id)) this.#feeds.value = new Map(feeds).set(id, this.#space.feed(id, (ticket) => this.queues.put(ticket)));
  }

  #dropFeeds() {
    const wanted = new Set([this.open, ...this.queues.list('mine').map((ticket) => ticket.id)]);
    const dropped = [...this.#feeds.peek()].filter(([id]) => !wanted.has(id));
    if (dropped.length === 0) return;
    dropped.forEach(([, feed]) => feed.close());
    this.#feeds.value = new Map([...this.#feeds.peek()].filter(([id]) => wanted.has(id)));
  }

  /** What a page remembers does not grow with its age. */
  #forgetOld() {
    this.queues.expire(clock.now());
    this.#space.readMarks.prune((id) => this.queues.get(id) !== undefined || this.#feeds.peek().has(id));
  }

  /** Going offline closes my chats here at once; nobody may believe that they still talk. */
  #followPresence(mine) {
    const was = this.#lastPresence;
    this.#lastPresence = mine;
    if (mine !== 'OFFLINE') this.closedByOffline = false;
    if (mine !== 'OFFLINE' || was === 'OFFLINE' || was === null) return;
    const ticket = this.open && this.queues.get(this.open);
    if (!ticket || ticket.agent?.id !== this.me) return;
    this.closedByOffline = true;
    this.show(null);
    this.#events.closed();
  }
}
