// What the desk sends, made by hand for the tests.
export const ADA = { id: 'ada', name: 'Ada', role: 'AGENT' };
export const BEN = { id: 'ben', name: 'Ben', role: 'AGENT' };
export const NORA = { id: 'nora', name: 'Nora', role: 'CUSTOMER' };

const at = (minute) => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString();

export function ticket(more = {}) {
  return {
    id: 'K7Q29XMD', project: 'support', subject: 'Printer', description: 'It smokes.', system: null, status: 'WAITING', customer: NORA,
    agent: null, createdAt: at(0), waitingSince: at(0), pausedAt: null, resolvedAt: null, head: 1, priority: 'NORMAL', ...more,
  };
}

export function event(seq, type, data = {}, { actor = null, clientId, minute = seq } = {}) {
  return { type, stream: 'ticket.K7Q29XMD', seq, at: at(minute), actor, clientId, data };
}

export const message = (seq, actor, text = `m${seq}`, more = {}) => event(seq, 'chat.message', { text }, { actor, ...more });
export const created = () => event(1, 'ticket.created', { ticket: ticket() }, { actor: NORA });
export const picked = (seq, agent) => event(seq, 'ticket.picked', { ticket: ticket({ status: 'ACTIVE', agent, waitingSince: null, head: seq }), previousAgent: null }, { actor: agent });
