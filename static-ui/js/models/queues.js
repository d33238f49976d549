import { batch, computed, reactive, signal, steady } from '../base/signals.js';
import { equal } from '../base/equal.js';
import { clock } from '../base/clock.js';
import { newestFirst, ordersOf, placeIn, timeOf } from './ticket-order.js';

const RECENT = 24 * 3_600_000;
/** Resolved tickets that a page remembers; the search finds the others. */
const RESOLVED_KEPT = 1_000;

/** In the usual order of the screen. */
export const QUEUES = ['mine', 'waiting', 'paused', 'colleagues', 'resolved'];

/** All tickets that a member of staff sees, as queues. A queue's count is the length of its list. */
export class Queues {
  #tickets = new Map();
  #me;
  #orders;
  /** Each queue's tickets, sorted; another array when one of them has changed. */
  #lists = Object.fromEntries(QUEUES.map((queue) => [queue, signal([])]));
  #visible = Object.fromEntries(QUEUES.map((queue) => [queue, computed(() => this.#ofProject(this.#lists[queue].value))]));
  #projects = steady(() => [...new Set(this.all.map((ticket) => ticket.project))].sort());
  #order = computed(() => {
    const [mine, waiting, paused, ...rest] = QUEUES;
    return this.list('paused')[0]?.agent?.id === this.#me ? [mine, paused, waiting, ...rest] : QUEUES;
  });

  /** The ids of a snapshot that is still on its way, by project. */
  #arriving = new Map();

  /** @param {string} me the account id */
  constructor(me) {
    this.#me = me;
    this.#orders = ordersOf(me);
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

  /** In the order of the screen: while somebody waits for me to come back to their chat, that comes before who is new. */
  get order() {
    return this.#order.value;
  }

  /**
   * Takes the place of all that was known of these projects. What is in no part goes with the last one, so that a
   * snapshot after a reconnect does not empty the screen.
   * @param {object[]} tickets @param {string|null} project null: all @param {{part: number, last: boolean}} [which]
   */
  snapshot(tickets, project = null, { part, last } = { part: 1, last: true }) {
    if (part === 1 || !this.#arriving.has(project)) this.#arriving.set(project, new Set());
    const arrived = this.#arriving.get(project);
    for (const ticket of tickets) {
      arrived.add(ticket.id);
      this.#tickets.set(ticket.id, { ...this.#tickets.get(ticket.id), ...ticket });
    }
    if (last) {
      for (const ticket of [...this.#tickets.values()]) {
        if (!arrived.has(ticket.id) && (project === null || ticket.project === project)) this.#tickets.delete(ticket.id);
      }
      this.#arriving.delete(project);
    }
    this.#sortAll();
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
      this.#tickets.set(next.id, next);
      if (known) this.#takeOut(known);
      this.#putIn(next);
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
    this.#cutResolved(recentEnd(this.#lists.resolved.peek(), now));
  }

  /** Whether a queue may hold more than its list shows. @param {string} queue */
  isCut(queue) {
    return queue === 'resolved' && this.#lists.resolved.value.length >= RESOLVED_KEPT;
  }

  /** Which queue shows a ticket. @param {object} ticket */
  queueOf(ticket) {
    return { WAITING: 'waiting', PAUSED: 'paused', RESOLVED: 'resolved' }[ticket.status]
      ?? (ticket.agent?.id === this.#me ? 'mine' : 'colleagues');
  }

  /** A customer's other tickets, newest first. @param {object} ticket */
  others(ticket) {
    return this.all.filter((one) => one.customer.id === ticket.customer.id && one.id !== ticket.id).sort(newestFirst);
  }

  /** Who asks for any ticket hears of a change of any. */
  #followAll() {
    QUEUES.forEach((queue) => this.#lists[queue].value);
  }

  #ofProject(tickets) {
    return this.project === null ? tickets : tickets.filter((ticket) => ticket.project === this.project);
  }

  #sortAll() {
    const sorted = Object.fromEntries(QUEUES.map((queue) => [queue, []]));
    for (const ticket of this.#tickets.values()) sorted[this.queueOf(ticket)].push(ticket);
    batch(() => {
      for (const queue of QUEUES) this.#lists[queue].value = sorted[queue].sort(this.#orders[queue]);
      this.#cutResolved();
      this.loaded = true;
    });
  }

  #takeOut(known) {
    const list = this.#lists[this.queueOf(known)];
    list.value = list.peek().filter((ticket) => ticket !== known);
  }

  #putIn(ticket) {
    const queue = this.queueOf(ticket);
    const list = this.#lists[queue];
    list.value = list.peek().toSpliced(placeIn(list.peek(), ticket, this.#orders[queue]), 0, ticket);
  }

  /** Of resolved tickets only so many stay. */
  #cutResolved(end = RESOLVED_KEPT) {
    const list = this.#lists.resolved;
    if (list.peek().length <= end) return;
    for (const { id } of list.peek().slice(end)) this.#tickets.delete(id);
    list.value = list.peek().slice(0, end);
  }
}

/** @param {object[]} resolved newest first @param {number} now @returns {number} how many of them are of the last day */
function recentEnd(resolved, now) {
  return resolved.findLastIndex((ticket) => now - timeOf(ticket, 'resolvedAt') < RECENT) + 1;
}
