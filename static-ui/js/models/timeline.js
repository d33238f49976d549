import { parts } from '../base/links.js';

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
  const rows = [];
  let lineDrawn = false;
  for (const event of events) {
    if (!lineDrawn && event.seq > readUpTo && fromSomebodyElse(event, me)) {
      rows.push({ kind: 'unread', key: 'unread' });
      lineDrawn = true;
    }
    if (backAgain(rows.at(-1)?.event, event)) rows.pop();
    rows.push(...rowsOf(event, me));
  }
  markGoneAgain(rows, away);
  for (const entry of pending) rows.push(pendingRow(entry));
  return grouped(withDays(rows));
}

const fromSomebodyElse = (event, me) => event.type === 'chat.message' && event.actor?.id !== me;

/** Who comes and goes without picking the chat up is back once: the last time counts. */
export const backAgain = (before, event) => event.type === 'agent.reconnected' && before?.type === event.type
  && before.data.agent?.id === event.data.agent?.id;

function markGoneAgain(rows, away) {
  const i = away ? rows.findLastIndex((row) => row.kind === 'system') : -1;
  const { type, data } = rows[i]?.event ?? {};
  if (type === 'agent.reconnected' && data.agent?.id === away) rows[i] = { ...rows[i], goneAgain: true };
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
    return [{ kind: 'message', key: event.clientId ?? key, at, day, actor: event.actor, mine, ...text(event.data.text), state: 'stored' }];
  }
  if (!SYSTEM.includes(event.type)) return [];
  const system = { kind: 'system', key, at, day, event };
  if (event.type !== 'ticket.created') return [system];
  const { customer, description } = event.data.ticket;
  return [system, { kind: 'description', key: 'description', at, day, actor: customer, mine: customer.id === me, ...text(description) }];
}

function pendingRow({ clientId, text: typed, at, state, error }) {
  return { kind: 'message', key: clientId, at, day: dayOf(at), actor: null, mine: true, ...text(typed), state, error };
}

/** A text, and its links, which are looked for when it is first shown. */
function text(words) {
  let found = null;
  return { text: words, parts: () => found ??= parts(words) };
}

const dayOf = (at) => new Date(at).toDateString();

function withDays(rows) {
  const all = [];
  let day = null;
  for (const row of rows) {
    if (row.day !== undefined && row.day !== day) {
      day = row.day;
      all.push({ kind: 'day', key: `d${day}`, at: row.at });
    }
    all.push(row);
  }
  return all;
}

/** Messages that one person writes in a row belong together: `first` carries the name, `last` the time. */
function grouped(rows) {
  const joins = (a, b) => a?.kind === 'message' && b?.kind === 'message' && a.mine === b.mine
    && (a.mine || a.actor?.id === b.actor?.id) && b.at - a.at < TOGETHER;
  return rows.map((row, i) => row.kind !== 'message' ? row
    : { ...row, first: !joins(rows[i - 1], row), last: !joins(row, rows[i + 1]) });
}
