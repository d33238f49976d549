import { batch, computed, reactive, signal, untracked } from '../base/signals.js';
import { equal } from '../base/equal.js';
import { clock } from '../base/clock.js';
import { SortedTickets } from './sorted-tickets.js';
import { inOrder, newestFirst, ordersOf, timeOf } from './ticket-order.js';

const RECENT = 24 * 3_600_000;
/** Resolved tickets that a page remembers; the search finds the others. */
const RESOLVED_KEPT = 1_000;

/** In the usual order of the screen. */
export const QUEUES = ['mine', 'waiting', 'paused', 'colleagues', 'resolved'];

/** All tickets that a member of staff sees, as queues. A queue's count is the length of its list. */
export class Queues {
  #tickets = new Map();
  #changes = signal(0);
  #me;
  /** @type {Record<string, SortedTickets>} */
  #lists;
  #visible = Object.fromEntries(QUEUES.map((queue) => [queue, computed(() => this.#ofProject(this.#lists[queue].list))]));
  /** How many tickets there are of each project. */
  #countByProject = new Map();
  #projects = signal([]);
  /** Each customer's tickets, by id. */
  #idsByCustomer = new Map();
  #order = computed(() => {
    const [mine, waiting, paused, ...rest] = QUEUES;
    return this.list('paused')[0]?.agent?.id === this.#me ? [mine, paused, waiting, ...rest] : QUEUES;
  });

  /** The ids of a snapshot that is still on its way, by project. */
  #arriving = new Map();

  /** @param {string} me the account id */
  constructor(me) {
    this.#me = me;
    this.#lists = Object.fromEntries(Object.entries(ordersOf(me)).map(([queue, placeOf]) => [queue, new SortedTickets(placeOf)]));
    reactive(this, {
      /** Show only this project's. @type {string|null} */
      project: null,
      /** Whether the first part of the first snapshot has come. */
      loaded: false,
    });
  }

  /** @param {string} id */
  get(id) {
    this.#followAll();
    return this.#tickets.get(id);
  }

  get all() {
    this.#followAll();
    return [...this.#tickets.values()];
  }

  /** The projects that occur. */
  get projects() {
    return this.#projects.value;
  }

  /** Whether a snapshot is on its way. */
  get isArriving() {
    return this.#arriving.size > 0;
  }

  /** In the order of the screen: while somebody waits for me to come back to their chat, that comes before who is new. */
  get order() {
    return this.#order.value;
  }

  /**
   * Takes the place of all that was known of these projects, but for what has changed since (a pick while the parts
   * come). What is in no part goes with the last one, so that a snapshot after a reconnect does not empty the screen.
   * @param {object[]} tickets @param {string|null} project null: all @param {{part: number, last: boolean}} [which]
   */
  snapshot(tickets, project = null, { part, last } = { part: 1, last: true }) {
    if (part === 1 || !this.#arriving.has(project)) this.#arriving.set(project, new Set());
    const arrived = this.#arriving.get(project);
    batch(() => {
      for (const ticket of tickets) {
        arrived.add(ticket.id);
        this.put(ticket);
      }
      if (last) this.#endArrival(project, arrived);
      this.loaded = true;
    });
  }

  /** @param {object} event any that carries the ticket */
  apply(event) {
    if (event.data.ticket) this.put(event.data.ticket);
  }

  /**
   * Takes a ticket's state, unless a newer one is known. A ticket's own stream shows it as its customer sees it; what
   * only staff see (`priority`) stays as it was.
   * @param {object} ticket
   */
  put(ticket) {
    const known = this.#tickets.get(ticket.id);
    if (known && known.head > ticket.head) return;
    const next = { ...known, ...ticket };
    if (known && equal({ ...known, head: next.head }, next)) {
      // nothing that a screen shows: the same object, so that nobody is told
      known.head = next.head;
      return;
    }
    batch(() => {
      if (known) this.#forget(known);
      this.#remember(next);
      this.#cutResolved();
    });
  }

  /** @param {'waiting'|'mine'|'paused'|'colleagues'|'resolved'} queue @param {number} now @returns {object[]} sorted */
  list(queue, now = clock.now()) {
    const tickets = this.#visible[queue].value;
    if (queue !== 'resolved') return tickets;
    const end = recentEnd(tickets, now);
    return end === tickets.length ? tickets : tickets.slice(0, end);
  }

  /** Forgets what was resolved more than a day ago. @param {number} now by the server's clock */
  expire(now) {
    batch(() => this.#cutResolved(recentEnd(untracked(() => this.#lists.resolved.list), now)));
  }

  /** Whether a queue may hold more than its list shows. @param {string} queue */
  isCut(queue) {
    return queue === 'resolved' && this.#lists.resolved.list.length >= RESOLVED_KEPT;
  }

  /** Which queue shows a ticket. @param {object} ticket */
  queueOf(ticket) {
    return { WAITING: 'waiting', PAUSED: 'paused', RESOLVED: 'resolved' }[ticket.status]
      ?? (ticket.agent?.id === this.#me ? 'mine' : 'colleagues');
  }

  /** A customer's other tickets, newest first. @param {object} ticket @param {number} [most] so many of them */
  others({ id, customer }, most = Infinity) {
    this.#followAll();
    const places = [...this.#idsByCustomer.get(customer.id) ?? []].filter((one) => one !== id)
      .map((one) => newestFirst(this.#tickets.get(one)));
    return places.sort(inOrder).slice(0, most).map(({ ticket }) => ticket);
  }

  /** Who asks for any ticket hears of a change of any. */
  #followAll() {
    return this.#changes.value;
  }

  #ofProject(tickets) {
    return this.project === null ? tickets : tickets.filter((ticket) => ticket.project === this.project);
  }

  #endArrival(project, arrived) {
    for (const ticket of [...this.#tickets.values()]) {
      if (!arrived.has(ticket.id) && (project === null || ticket.project === project)) this.#forget(ticket);
    }
    this.#arriving.delete(project);
  }

  #remember(ticket) {
    const { id, project, customer } = ticket;
    this.#tickets.set(id, ticket);
    this.#lists[this.queueOf(ticket)].add(ticket);
    this.#count(project, 1);
    if (!this.#idsByCustomer.has(customer.id)) this.#idsByCustomer.set(customer.id, new Set());
    this.#idsByCustomer.get(customer.id).add(id);
    this.#changes.value = this.#changes.peek() + 1;
  }

  #forget(ticket) {
    const { id, project, customer } = ticket;
    this.#tickets.delete(id);
    this.#lists[this.queueOf(ticket)].delete(id);
    this.#count(project, -1);
    const ids = this.#idsByCustomer.get(customer.id);
    ids.delete(id);
    if (ids.size === 0) this.#idsByCustomer.delete(customer.id);
    this.#changes.value = this.#changes.peek() + 1;
  }

  #count(project, more) {
    const count = (this.#countByProject.get(project) ?? 0) + more;
    if (count > 0) this.#countByProject.set(project, count);
    else this.#countByProject.delete(project);
    if (this.#countByProject.size !== this.#projects.peek().length) this.#projects.value = [...this.#countByProject.keys()].sort();
  }

  /** Of resolved tickets only so many stay. */
  #cutResolved(end = RESOLVED_KEPT) {
    const { resolved } = this.#lists;
    if (resolved.size > end) for (const ticket of untracked(() => resolved.list).slice(end)) this.#forget(ticket);
  }
}

/** @param {object[]} resolved newest first @param {number} now @returns {number} how many of them are of the last day */
function recentEnd(resolved, now) {
  return resolved.findLastIndex((ticket) => now - timeOf(ticket, 'resolvedAt') < RECENT) + 1;
}
