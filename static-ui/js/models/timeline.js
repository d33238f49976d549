const TOGETHER = 5 * 60_000;
const SYSTEM = ['ticket.created', 'ticket.picked', 'ticket.paused', 'agent.reconnected', 'ticket.released', 'ticket.resolved', 'ticket.reopened'];

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
  const last = rows.findLast((row) => row.kind === 'system');
  if (away && last?.event.type === 'agent.reconnected' && last.event.data.agent?.id === away) last.goneAgain = true;
  for (const entry of pending) rows.push(pendingRow(entry));
  return grouped(withDays(rows));
}

const fromSomebodyElse = (event, me) => event.type === 'chat.message' && event.actor?.id !== me;

/** Who comes and goes without picking the chat up is back once: the last time counts. */
export const backAgain = (before, event) => event.type === 'agent.reconnected' && before?.type === event.type
  && before.data.agent?.id === event.data.agent?.id;

function rowsOf(event, me) {
  const at = Date.parse(event.at);
  const key = `e${event.seq}`;
  if (event.type === 'chat.message') {
    const mine = event.actor?.id === me;
    return [{ kind: 'message', key: event.clientId ?? key, at, actor: event.actor, mine, text: event.data.text, state: 'stored' }];
  }
  if (!SYSTEM.includes(event.type)) return [];
  const system = { kind: 'system', key, at, event };
  if (event.type !== 'ticket.created') return [system];
  const { customer, description } = event.data.ticket;
  return [system, { kind: 'description', key: 'description', at, actor: customer, mine: customer.id === me, text: description }];
}

function pendingRow({ clientId, text, at, state, error }) {
  return { kind: 'message', key: clientId, at, actor: null, mine: true, text, state, error };
}

function withDays(rows) {
  const all = [];
  let day = null;
  for (const row of rows) {
    const its = row.at === undefined ? day : new Date(row.at).toDateString();
    if (its !== day && row.at !== undefined) all.push({ kind: 'day', key: `d${its}`, at: row.at });
    day = its;
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
