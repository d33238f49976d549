const RANK = { URGENT: 0, HIGH: 1, NORMAL: 2, LOW: 3 };

/** Times are read once for each state of a ticket: to sort thousands means to compare each a dozen times. */
const times = new WeakMap();

/** @param {object} ticket @param {'createdAt'|'waitingSince'|'pausedAt'|'resolvedAt'} field @returns {number} */
export function timeOf(ticket, field) {
  if (!times.has(ticket)) times.set(ticket, {});
  return times.get(ticket)[field] ??= Date.parse(ticket[field]) || 0;
}

const byOldest = (field) => (a, b) => timeOf(a, field) - timeOf(b, field);
const byNewest = (field) => (a, b) => timeOf(b, field) - timeOf(a, field);
const byUrgency = (a, b) => (RANK[a.priority] ?? 2) - (RANK[b.priority] ?? 2);
/** So that two of the same time have one order. */
const byId = (a, b) => (a.id < b.id ? -1 : Number(a.id > b.id));
const inTurn = (...orders) => (a, b) => orders.reduce((order, next) => order || next(a, b), 0);

export const newestFirst = inTurn(byNewest('createdAt'), byId);

/**
 * How each queue is sorted.
 * @param {string} me the account id
 * @returns {Record<string, (a: object, b: object) => number>}
 */
export function ordersOf(me) {
  const mineFirst = (a, b) => (b.agent?.id === me) - (a.agent?.id === me);
  return {
    mine: inTurn(byOldest('createdAt'), byId),
    waiting: inTurn(byUrgency, byOldest('waitingSince'), byId),
    paused: inTurn(mineFirst, byOldest('pausedAt'), byId),
    colleagues: inTurn(byOldest('createdAt'), byId),
    resolved: inTurn(byNewest('resolvedAt'), byId),
  };
}

/** @param {object[]} sorted @param {object} ticket @param {(a: object, b: object) => number} order @returns {number} where it belongs */
export function placeIn(sorted, ticket, order) {
  let from = 0;
  for (let to = sorted.length; from < to;) {
    const middle = (from + to) >>> 1;
    if (order(sorted[middle], ticket) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
