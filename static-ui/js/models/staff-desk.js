import { computed, reactive, signal, steady, watch } from '../base/signals.js';
import { clock } from '../base/clock.js';
import { Queues } from './queues.js';
import { Search } from './search.js';
import { StaffPresence } from './staff-presence.js';
import { Dashboard } from './dashboard.js';

const LOOK_FOR_OLD_AFTER = 60_000;
/** So many of a customer's other tickets are shown. The search finds the rest. */
const OTHERS_SHOWN = 20;
/** Up to so many tickets that came in while there was no connection are named. More are counted. */
const NAMED = 3;
const NEWS = { 'ticket.created': 'created', 'ticket.reopened': 'reopened' };

/** What a member of staff has before them: queues, colleagues, the dashboard, their chats, the ticket that is open. */
export class StaffDesk {
  #space;
  #events;
  #feeds = signal(new Map());
  #stops = [];
  #subscriptions = [];
  /** The projects whose list has arrived completely. */
  #whole = new Set();
  /** The projects for which missed events are still on their way. */
  #behind = new Set();
  /** The tickets that came in meanwhile, by id, and which event tells of each. @type {Map<string, 'created'|'reopened'>} */
  #missed = new Map();
  #lastPresence = null;
  #openTicket = computed(() => (this.open && this.queues.get(this.open)) ?? this.openFeed?.thread.ticket ?? null);
  #others = steady(() => this.openTicket ? this.queues.others(this.openTicket, OTHERS_SHOWN + 1) : []);

  /**
   * @param {import('./account-space.js').AccountSpace} space
   * @param {{created: (ticket: object) => void, reopened: (ticket: object) => void, missed: (count: number) => void,
   *   said: (ticket: object, event: object) => void, closed: () => void}} events news of others' doing; `missed`: so many
   *   tickets have come in while there was no connection; `said`: in one of my chats; `closed`: going offline has
   *   closed the open ticket
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

  /** The newest of its customer's other tickets. */
  get othersOfCustomer() {
    return this.#others.value.slice(0, OTHERS_SHOWN);
  }

  get hasMoreOfCustomer() {
    return this.#others.value.length > OTHERS_SHOWN;
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
      onBegin: () => this.#behind.add(project),
      onSnapshot: ({ tickets }, _, which) => this.#arrived(tickets, project, which),
      onEvent: (event) => this.#heard(event, project),
      onLive: () => this.#caughtUp(project),
      onRefused: ({ retryable }) => retryable || this.#caughtUp(project),
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
    if (which.last) this.#whole.add(project);
    else this.#whole.delete(project);
    if (which.last) this.#forgetOld();
  }

  #heard(event, project) {
    this.queues.apply(event);
    const news = NEWS[event.type];
    if (!news || event.actor?.id === this.me) return;
    if (this.#behind.has(project)) this.#missed.set(event.data.ticket.id, news);
    else this.#events[news](event.data.ticket);
  }

  /** Names the tickets that still wait if they are few, else counts them: nobody reads a hundred toasts. */
  #caughtUp(project) {
    this.#behind.delete(project);
    if (this.#behind.size) return;
    const waiting = [...this.#missed].filter(([id]) => this.queues.get(id)?.status === 'WAITING');
    this.#missed.clear();
    if (waiting.length > NAMED) this.#events.missed(waiting.length);
    else waiting.forEach(([id, news]) => this.#events[news](this.queues.get(id)));
  }

  /** If several messages were missed, tells the last one. */
  #said(id, events) {
    const ticket = this.queues.get(id);
    if (ticket?.status !== 'ACTIVE' || ticket.agent.id !== this.me) return;
    const event = events.findLast(({ type, actor }) => type === 'chat.message' && actor?.id !== this.me);
    if (event) this.#events.said(ticket, event);
  }

  /** My chats are listened to, so that their unread marks are true. */
  #followChats() {
    this.queues.list('mine').forEach(({ id }) => this.#listen(id));
    this.#dropFeeds();
  }

  #listen(id) {
    const feeds = this.#feeds.peek();
    if (feeds.has(id)) return;
    const listener = { onTicket: (ticket) => this.queues.put(ticket), onNews: (events) => this.#said(id, events) };
    this.#feeds.value = new Map(feeds).set(id, this.#space.feed(id, listener));
  }

  #dropFeeds() {
    const wanted = new Set([this.open, ...this.queues.list('mine').map((ticket) => ticket.id)]);
    const dropped = [...this.#feeds.peek()].filter(([id]) => !wanted.has(id));
    if (dropped.length === 0) return;
    dropped.forEach(([, feed]) => feed.close());
    this.#feeds.value = new Map([...this.#feeds.peek()].filter(([id]) => wanted.has(id)));
  }

  /** What a page remembers does not grow with its age. While a list is still to come, any ticket may be in it. */
  #forgetOld() {
    this.queues.expire(clock.now());
    if (!this.#views().every((project) => this.#whole.has(project))) return;
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
