import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Queues, QUEUES } from '../../../static-ui/js/models/queues.js';
import { watch } from '../../../static-ui/js/base/signals.js';
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

test('a snapshot in parts is shown as it comes; what is in none of them goes with the last', () => {
  const queues = filled({}, {});
  queues.snapshot([ticket({ id: 'T2' })], null, { part: 1, last: false });
  assert.deepEqual(ids(queues, 'waiting'), ['T0', 'T1', 'T2']);
  queues.snapshot([ticket({ id: 'T1' })], null, { part: 2, last: true });
  assert.deepEqual(ids(queues, 'waiting'), ['T1', 'T2']);
});

test('a state that says nothing new tells nobody', (t) => {
  const queues = filled({}, { status: 'ACTIVE', agent: ADA });
  let told = 0;
  t.after(watch(() => [queues.list('mine'), queues.list('waiting'), queues.get('T1')], () => told++));
  queues.put({ ...queues.get('T1'), head: 9 });
  queues.put({ ...queues.get('T0') });
  assert.equal(told, 1);
  queues.put({ ...queues.get('T0'), priority: 'HIGH', head: 2 });
  assert.equal(told, 2);
});

test('a lean ticket erases nothing', () => {
  const queues = filled({});
  const { description, system, ...lean } = ticket({ id: 'T0', head: 2, priority: 'HIGH' });
  queues.put(lean);
  assert.deepEqual([queues.get('T0').description, queues.get('T0').priority], ['It smokes.', 'HIGH']);
});

test('however many are resolved, only so many stay, the newest', () => {
  const queues = new Queues(ADA.id);
  const resolved = (i) => ticket({ id: `R${i}`, status: 'RESOLVED', resolvedAt: new Date(NOW + i).toISOString(), head: 2 });
  queues.snapshot(Array.from({ length: 1_500 }, (_, i) => resolved(i)));
  for (let i = 1_500; i < 1_600; i++) queues.put(resolved(i));
  assert.equal(queues.all.length, 1_000);
  assert.equal(queues.list('resolved', NOW)[0].id, 'R1599');
  assert.ok(queues.isCut('resolved'));
});

test('what was resolved more than a day ago is forgotten', () => {
  const queues = filled({ status: 'RESOLVED', resolvedAt: at(8) }, { status: 'RESOLVED', resolvedAt: '2026-02-20T00:00:00Z' }, {});
  queues.expire(NOW);
  assert.deepEqual(queues.all.map((one) => one.id).sort(), ['T0', 'T2']);
});

test('thousands of tickets are put in their place one by one as if sorted at once', () => {
  const tickets = Array.from({ length: 2_000 }, (_, i) => ticket({ id: `T${i}`, waitingSince: new Date(NOW - ((i * 7_919) % 2_000) * 1_000).toISOString(), priority: ['LOW', 'HIGH', 'NORMAL'][i % 3] }));
  const atOnce = new Queues(ADA.id);
  atOnce.snapshot(tickets);
  const oneByOne = new Queues(ADA.id);
  tickets.forEach((one) => oneByOne.put(one));
  assert.deepEqual(ids(oneByOne, 'waiting'), ids(atOnce, 'waiting'));
});

test('a pick while the list arrives stays: an older state in a later part does not undo it', () => {
  const queues = new Queues(ADA.id);
  queues.snapshot([ticket({ id: 'T0' }), ticket({ id: 'T1' })], null, { part: 1, last: false });
  queues.put(ticket({ id: 'T0', status: 'ACTIVE', agent: ADA, head: 2 }));
  queues.put(ticket({ id: 'T2', status: 'ACTIVE', agent: ADA, head: 2 }));
  queues.snapshot([ticket({ id: 'T0' }), ticket({ id: 'T2' })], null, { part: 2, last: true });
  assert.deepEqual(ids(queues, 'mine'), ['T0', 'T2']);
  assert.deepEqual(ids(queues, 'waiting'), ['T1']);
});

test('a list that comes again and says nothing new tells nobody', (t) => {
  const queues = filled({}, { status: 'ACTIVE', agent: ADA });
  const [before] = queues.list('waiting');
  let told = 0;
  t.after(watch(() => [queues.list('mine'), queues.list('waiting'), queues.all], () => told++));
  queues.snapshot([ticket({ id: 'T0' }), ticket({ id: 'T1', status: 'ACTIVE', agent: ADA })]);
  assert.equal(told, 1);
  assert.equal(queues.list('waiting')[0], before);
});

test('a list in many parts is not sorted for each, but when somebody looks', (t) => {
  const { sort } = Array.prototype;
  t.after(() => { Array.prototype.sort = sort; });
  let sorted = 0;
  Array.prototype.sort = function counted(...order) {
    if (this.length > 1_000) sorted++;
    return sort.apply(this, order);
  };
  const queues = new Queues(ADA.id);
  for (let part = 1; part <= 60; part++) {
    queues.snapshot(Array.from({ length: 80 }, (_, i) => ticket({ id: `T${part}-${i}` })), null, { part, last: part === 60 });
  }
  assert.equal(sorted, 0);
  assert.equal(queues.list('waiting').length, 4_800);
  assert.equal(queues.list('waiting').length, 4_800);
  assert.equal(sorted, 1);
});

test('what comes, changes and goes between two looks leaves the order right', () => {
  const queues = filled({ waitingSince: at(9) }, { waitingSince: at(8) });
  assert.deepEqual(ids(queues, 'waiting'), ['T1', 'T0']);
  const random = (seed) => () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const next = random(7);
  for (let round = 0; round < 200; round++) {
    for (let i = 0; i < next() * 120; i++) {
      const id = `T${Math.floor(next() * 60)}`;
      const head = (queues.get(id)?.head ?? 0) + 1;
      const [status, more] = [['WAITING', {}], ['ACTIVE', { agent: next() < 0.5 ? ADA : BEN }], ['PAUSED', { agent: BEN, pausedAt: at(7) }]][Math.floor(next() * 3)];
      queues.put(ticket({ id, head, status, waitingSince: at(Math.floor(next() * 9)), priority: next() < 0.3 ? 'HIGH' : 'NORMAL', ...more }));
    }
    const anew = new Queues(ADA.id);
    anew.snapshot(queues.all);
    for (const queue of QUEUES) assert.deepEqual(ids(queues, queue), ids(anew, queue));
  }
});

test('of a customer with many tickets as many are named as are wanted, the newest; projects leave with their last ticket', () => {
  const queues = new Queues(ADA.id);
  queues.snapshot(Array.from({ length: 100 }, (_, i) => ticket({ id: `T${i}`, project: i ? 'a' : 'b', createdAt: new Date(NOW + i).toISOString() })));
  assert.deepEqual(queues.others(queues.get('T99'), 2).map((one) => one.id), ['T98', 'T97']);
  assert.deepEqual(queues.projects, ['a', 'b']);
  queues.snapshot(queues.all.filter(({ project }) => project === 'a'));
  assert.deepEqual(queues.projects, ['a']);
});
