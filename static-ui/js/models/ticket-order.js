const RANK = { URGENT: 0, HIGH: 1, NORMAL: 2, LOW: 3 };

/**
 * Where a ticket belongs in a list: a lower rank first, then an earlier time, then the id, so that tickets of the same
 * time have one order. It is computed once for each state of a ticket, since sorting compares each one many times.
 * @typedef {{rank: number, time: number, id: string, ticket: object}} Place
 */

/** @param {object} ticket @param {'createdAt'|'waitingSince'|'pausedAt'|'resolvedAt'} field @returns {number} */
export const timeOf = (ticket, field) => Date.parse(ticket[field]) || 0;

const place = (ticket, rank, time) => ({ rank, time, id: ticket.id, ticket });

/** @param {Place} a @param {Place} b @returns {number} */
export function inOrder(a, b) {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.time !== b.time) return a.time - b.time;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** @param {object} ticket @returns {Place} among others: the newest first */
export const newestFirst = (ticket) => place(ticket, 0, -timeOf(ticket, 'createdAt'));

/** @param {object} ticket @returns {Place} among others: what is open before what is solved, each the newest first */
export const openFirst = (ticket) => place(ticket, Number(ticket.status === 'RESOLVED'), -timeOf(ticket, 'createdAt'));

/**
 * How each queue is sorted.
 * @param {string} me the account id
 * @returns {Record<string, (ticket: object) => Place>}
 */
export function ordersOf(me) {
  const oldestFirst = (ticket) => place(ticket, 0, timeOf(ticket, 'createdAt'));
  return {
    mine: oldestFirst,
    waiting: (ticket) => place(ticket, RANK[ticket.priority] ?? RANK.NORMAL, timeOf(ticket, 'waitingSince')),
    paused: (ticket) => place(ticket, Number(ticket.agent?.id !== me), timeOf(ticket, 'pausedAt')),
    colleagues: oldestFirst,
    resolved: (ticket) => place(ticket, 0, -timeOf(ticket, 'resolvedAt')),
  };
}
