import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Queues, QUEUES } from '../../../static-ui/js/models/queues.js';
import { ADA, BEN, ticket } from './fixtures.mjs';

const NOW = Date.UTC(2026, 2, 1, 12);
const at = (hour) => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();
const ids = (queues, queue) => queues.list(queue, NOW).map((one) => one.id);
const filled = (...tickets) => {
  const queues = new Queues(ADA.id);
  queues.snapshot(tickets.map((more, i) => ticket({ id: `T${i}`, ...more })));
  return queues;
};

test('each ticket is in exactly one queue', () => {
  const queues = filled({}, { status: 'ACTIVE', agent: ADA }, { status: 'ACTIVE', agent: BEN },
    { status: 'PAUSED', agent: ADA, pausedAt: at(9) }, { status: 'RESOLVED', resolvedAt: at(9) });
  const listed = QUEUES.flatMap((queue) => ids(queues, queue).map((id) => [id, queue]));
  assert.deepEqual(Object.fromEntries(listed), { T0: 'waiting', T1: 'mine', T2: 'colleagues', T3: 'paused', T4: 'resolved' });
  assert.equal(listed.length, 5);
  for (const one of queues.all) assert.equal(queues.queueOf(one), Object.fromEntries(listed)[one.id]);
});

test('who waits: the urgent first, then who waits longest', () => {
  const queues = filled({ waitingSince: at(9) }, { waitingSince: at(8) }, { waitingSince: at(10), priority: 'URGENT' }, { waitingSince: at(7), priority: 'LOW' }, { waitingSince: at(11), priority: 'HIGH' });
  assert.deepEqual(ids(queues, 'waiting'), ['T2', 'T4', 'T1', 'T0', 'T3']);
});

test('a pick by a colleague takes the ticket out of the waiting list at once', () => {
  const queues = filled({});
  queues.apply({ type: 'ticket.picked', data: { ticket: ticket({ id: 'T0', status: 'ACTIVE', agent: BEN, head: 2 }) } });
  assert.deepEqual(ids(queues, 'waiting'), []);
  assert.deepEqual(ids(queues, 'colleagues'), ['T0']);
});

test('an older state of a ticket does not undo a newer one', () => {
  const queues = filled({});
  queues.put(ticket({ id: 'T0', status: 'ACTIVE', agent: ADA, head: 4 }));
  queues.put(ticket({ id: 'T0', status: 'WAITING', head: 2 }));
  assert.deepEqual(ids(queues, 'mine'), ['T0']);
});

test('a snapshot of one project leaves the others, and drops what is no longer in its own', () => {
  const queues = new Queues(ADA.id);
  queues.snapshot([ticket({ id: 'A1', project: 'a' }), ticket({ id: 'A2', project: 'a' })], 'a');
  queues.snapshot([ticket({ id: 'B1', project: 'b' })], 'b');
  queues.snapshot([ticket({ id: 'A2', project: 'a' })], 'a');
  assert.deepEqual(queues.all.map((one) => one.id).sort(), ['A2', 'B1']);
  assert.deepEqual(queues.projects, ['a', 'b']);
  queues.project = 'b';
  assert.deepEqual(ids(queues, 'waiting'), ['B1']);
});

test('solved tickets leave after a day; the newest stands first', () => {
  const queues = filled({ status: 'RESOLVED', resolvedAt: at(8) }, { status: 'RESOLVED', resolvedAt: at(10) }, { status: 'RESOLVED', resolvedAt: '2026-02-20T00:00:00Z' });
  assert.deepEqual(ids(queues, 'resolved'), ['T1', 'T0']);
});

test('my paused chats stand before those of others', () => {
  const queues = filled({ status: 'PAUSED', agent: BEN, pausedAt: at(8) }, { status: 'PAUSED', agent: ADA, pausedAt: at(9) });
  assert.deepEqual(ids(queues, 'paused'), ['T1', 'T0']);
});

test('who waits for me to come back stands before who is new', () => {
  assert.deepEqual(filled({}, { status: 'PAUSED', agent: BEN, pausedAt: at(8) }).order, QUEUES);
  assert.deepEqual(filled({}, { status: 'PAUSED', agent: ADA, pausedAt: at(8) }).order.slice(0, 3), ['mine', 'paused', 'waiting']);
});

test('a customer\'s other tickets are found', () => {
  const other = { id: 'other', name: 'Other', role: 'CUSTOMER' };
  const queues = filled({}, { createdAt: at(11) }, { customer: other });
  assert.deepEqual(queues.others(queues.get('T0')).map((one) => one.id), ['T1']);
});
