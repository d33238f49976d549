import { Observable } from './observable.js';

const RANK = { URGENT: 0, HIGH: 1, NORMAL: 2, LOW: 3 };
const byNewest = (field) => (a, b) => Date.parse(b[field]) - Date.parse(a[field]);
const byOldest = (field) => (a, b) => Date.parse(a[field]) - Date.parse(b[field]);
const byUrgency = (a, b) => (RANK[a.priority] ?? 2) - (RANK[b.priority] ?? 2) || byOldest('waitingSince')(a, b);
const RECENT = 24 * 3_600_000;

/** In the usual order of the screen. */
export const QUEUES = ['mine', 'waiting', 'paused', 'colleagues', 'resolved'];

/** All tickets that a member of staff sees, as queues. A queue's count is the length of its list. */
export class Queues extends Observable {
  #tickets = new Map();
  #me;
  /** Show only this project's. @type {string|null} */
  project = null;
  /** Whether the first snapshot of each stream has come. */
  loaded = false;

  /** @param {string} me the account id */
  constructor(me) {
    super();
    this.#me = me;
  }

  /** @param {string} id */
  get(id) {
    return this.#tickets.get(id);
  }

  get all() {
    return [...this.#tickets.values()];
  }

  /** The projects that occur. */
  get projects() {
    return [...new Set(this.all.map((ticket) => ticket.project))].sort();
  }

  /** In the order of the screen: while somebody waits for me to come back to their chat, that comes before who is new. */
  get order() {
    const [mine, waiting, paused, ...rest] = QUEUES;
    return this.list('paused').some((ticket) => ticket.agent?.id === this.#me) ? [mine, paused, waiting, ...rest] : QUEUES;
  }

  /** Takes the place of all that was known of these projects. @param {object[]} tickets @param {string|null} project null: all */
  snapshot(tickets, project = null) {
    for (const ticket of this.all) {
      if (project === null || ticket.project === project) this.#tickets.delete(ticket.id);
    }
    tickets.forEach((ticket) => this.#tickets.set(ticket.id, ticket));
    this.loaded = true;
    this.changed();
  }

  /** @param {object} event any that carries the ticket */
  apply(event) {
    if (!event.data.ticket) return;
    this.put(event.data.ticket);
  }

  /**
   * Takes a ticket's state, unless a newer one is known. A ticket's own stream shows it as its customer sees it; what
   * only staff see (`priority`) stays as it was.
   * @param {object} ticket
   */
  put(ticket) {
    const known = this.#tickets.get(ticket.id);
    if (known && known.head > ticket.head) return;
    this.#tickets.set(ticket.id, { ...known, ...ticket });
    this.changed();
  }

  /** @param {'waiting'|'mine'|'paused'|'colleagues'|'resolved'} queue @param {number} now */
  list(queue, now = Date.now()) {
    const tickets = this.all.filter((ticket) => this.project === null || ticket.project === this.project);
    const mine = (ticket) => ticket.agent?.id === this.#me;
    switch (queue) {
      case 'waiting': return tickets.filter((t) => t.status === 'WAITING').sort(byUrgency);
      case 'mine': return tickets.filter((t) => t.status === 'ACTIVE' && mine(t)).sort(byOldest('createdAt'));
      case 'colleagues': return tickets.filter((t) => t.status === 'ACTIVE' && !mine(t)).sort(byOldest('createdAt'));
      case 'paused': return tickets.filter((t) => t.status === 'PAUSED').sort((a, b) => mine(b) - mine(a) || byOldest('pausedAt')(a, b));
      case 'resolved': return tickets.filter((t) => t.status === 'RESOLVED' && now - Date.parse(t.resolvedAt) < RECENT).sort(byNewest('resolvedAt'));
    }
  }

  /** Which queue shows a ticket. @param {object} ticket */
  queueOf(ticket) {
    return { WAITING: 'waiting', PAUSED: 'paused', RESOLVED: 'resolved' }[ticket.status]
      ?? (ticket.agent?.id === this.#me ? 'mine' : 'colleagues');
  }

  /** A customer's other tickets, newest first. @param {object} ticket */
  others(ticket) {
    return this.all.filter((one) => one.customer.id === ticket.customer.id && one.id !== ticket.id).sort(byNewest('createdAt'));
  }
}
