import { partsOf } from '../base/links.js';

const TOGETHER = 5 * 60_000;
const SYSTEM = ['ticket.created', 'ticket.picked', 'ticket.paused', 'agent.reconnected', 'ticket.released', 'ticket.resolved', 'ticket.reopened'];

/** What an event looks like does not change, so it is made once. @type {WeakMap<object, object[]>} */
const rowsByEvent = new WeakMap();

/**
 * What a thread's screen shows, from top to bottom.
 * @param {object} view
 * @param {object[]} view.events in order
 * @param {import('../realtime/outbox-store.js').Entry[]} view.pending of this ticket, without those whose event is there
 * @param {string} view.me
 * @param {string|null} [view.away] the agent of a paused chat who is not there: they were back only for a moment
 * @param {number} [view.readUpTo] the last `seq` read when the thread was opened; a line is drawn behind it
 * @returns {object[]} each with a `key` and a `kind`: `day`, `unread`, `system`, `description`, `message`
 */
export function timeline({ events, pending, me, away = null, readUpTo = Infinity }) {
  return new Timeline(me, readUpTo).rows({ events, pending, away });
}

/** The same for a thread that grows. The rows are kept, so one more message costs little in a thread of thousands. */
export class Timeline {
  #me;
  #readUpTo;
  #events = [];
  #shown = new Rows();
  #hasLine = false;

  /** @param {string} me @param {number} [readUpTo] the last `seq` read */
  constructor(me, readUpTo = Infinity) {
    this.#me = me;
    this.#readUpTo = readUpTo;
  }

  /** @param {{events: object[], pending: object[], away?: string|null}} view @returns {object[]} the same array as long as nothing changes */
  rows({ events, pending, away = null }) {
    this.#follow(events);
    const rows = withGoneAgain(this.#shown.all, away);
    if (pending.length === 0) return rows;
    const all = new Rows(rows, this.#shown.day);
    pending.forEach((entry) => all.add(pendingRow(entry)));
    return all.all;
  }

  #follow(events) {
    const before = this.#events;
    if (events === before) return;
    const hasGrown = before.length > 0 && before[0] === events[0] && before.at(-1) === events[before.length - 1];
    if (!hasGrown) this.#hasLine = false;
    this.#shown = hasGrown ? this.#shown.copy() : new Rows();
    for (let i = hasGrown ? before.length : 0; i < events.length; i++) this.#add(events[i]);
    this.#events = events;
  }

  #add(event) {
    if (!this.#hasLine && event.seq > this.#readUpTo && fromSomebodyElse(event, this.#me)) {
      this.#shown.add({ kind: 'unread', key: 'unread' });
      this.#hasLine = true;
    }
    if (backAgain(this.#shown.all.at(-1)?.event, event)) this.#shown.takeBack();
    rowsOf(event, this.#me).forEach((row) => this.#shown.add(row));
  }
}

/**
 * Rows with a line for each day. Messages that one person writes in a row belong together: `first` carries the name,
 * `last` the time.
 */
class Rows {
  /** So many rows may have been read by others. They are replaced, not changed. */
  #seen;

  /** @param {object[]} [all] to go on from @param {string|null} [day] of the last */
  constructor(all = [], day = null) {
    this.all = [...all];
    this.day = day;
    this.#seen = all.length;
  }

  copy() {
    return new Rows(this.all, this.day);
  }

  add(row) {
    if (row.day !== undefined && row.day !== this.day) {
      this.day = row.day;
      this.all.push({ kind: 'day', key: `d${row.day}`, at: row.at });
    }
    this.all.push(row.kind === 'message' ? this.#joined(row) : row);
  }

  /** Removes the last row, and the line of its day if no other row is below that. */
  takeBack() {
    this.all.pop();
    if (this.all.at(-1)?.kind === 'day') this.all.pop();
    this.day = this.all.findLast((row) => row.day !== undefined)?.day ?? null;
  }

  #joined(row) {
    const at = this.all.length - 1;
    const before = this.all[at];
    const joins = before?.kind === 'message' && before.mine === row.mine
      && (row.mine || before.actor?.id === row.actor?.id) && row.at - before.at < TOGETHER;
    if (joins && at < this.#seen) this.all[at] = { ...before, last: false };
    else if (joins) before.last = false;
    return { ...row, first: !joins, last: true };
  }
}

const fromSomebodyElse = (event, me) => event.type === 'chat.message' && event.actor?.id !== me;

/** Who comes and goes without picking the chat up is back once: the last time counts. */
export const backAgain = (before, event) => event.type === 'agent.reconnected' && before?.type === event.type
  && before.data.agent?.id === event.data.agent?.id;

function withGoneAgain(rows, away) {
  const i = away ? rows.findLastIndex((row) => row.kind === 'system') : -1;
  const { type, data } = rows[i]?.event ?? {};
  return type === 'agent.reconnected' && data.agent?.id === away ? rows.with(i, { ...rows[i], goneAgain: true }) : rows;
}

/** A page has one reader, so `me` is the same each time. */
function rowsOf(event, me) {
  if (!rowsByEvent.has(event)) rowsByEvent.set(event, makeRows(event, me));
  return rowsByEvent.get(event);
}

function makeRows(event, me) {
  const at = Date.parse(event.at);
  const day = dayOf(at);
  const key = `e${event.seq}`;
  if (event.type === 'chat.message') {
    const mine = event.actor?.id === me;
    return [{ kind: 'message', key: event.clientId ?? key, at, day, actor: event.actor, mine, ...text(event, event.data.text), state: 'stored' }];
  }
  if (!SYSTEM.includes(event.type)) return [];
  const system = { kind: 'system', key, at, day, event, mine: event.actor?.id === me };
  if (event.type !== 'ticket.created') return [system];
  const { customer, description } = event.data.ticket;
  return [system, { kind: 'description', key: 'description', at, day, actor: customer, mine: customer.id === me, ...text(event, description) }];
}

function pendingRow(entry) {
  const { clientId, text: typed, at, state, error } = entry;
  return { kind: 'message', key: clientId, at, day: dayOf(at), actor: null, mine: true, ...text(entry, typed), state, error };
}

/** A text, and its links, which are looked for when it is first shown. */
function text(owner, words) {
  return { text: words, parts: () => partsOf(owner, words) };
}

const dayOf = (at) => new Date(at).toDateString();
