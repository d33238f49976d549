import { test } from 'node:test';
import assert from 'node:assert/strict';

globalThis.BroadcastChannel = undefined;
const { StaffDesk } = await import('../../../static-ui/js/models/staff-desk.js');
const { Emitter } = await import('../../../static-ui/js/base/emitter.js');
const { Thread } = await import('../../../static-ui/js/models/thread.js');
const { ADA, BEN, NORA, message, ticket } = await import('./fixtures.mjs');

/** A desk at which everything that is opened is counted. */
function staff(t, account = { role: 'ADMIN', projects: [] }) {
  const open = new Set();
  const listeners = {};
  const pruned = [];
  const handle = (name) => {
    open.add(name);
    return { close: () => open.delete(name) };
  };
  const space = {
    account: { ...ADA, ...account },
    session: {},
    desk: Object.assign(new Emitter(), {
      subscribe(destination, listener) {
        listeners[destination] = listener;
        return handle(destination);
      },
    }),
    readMarks: { unread: () => 0, prune: (isListed) => pruned.push(isListed) },
    feed(id, listener) {
      listeners[id] = listener;
      return { id, phase: 'loading', thread: new Thread(id), ...handle(`feed ${id}`) };
    },
  };
  const told = [];
  const desk = new StaffDesk(space, {
    created: ({ id }) => told.push(`created ${id}`),
    reopened: ({ id }) => told.push(`reopened ${id}`),
    missed: (count) => told.push(`missed ${count}`),
    said: ({ id }, { data }) => told.push(`said ${id} ${data.text}`),
    closed() {},
  });
  desk.start();
  t.after(() => desk.close());
  const has = (more) => listeners['/topic/tickets'].onEvent({ type: 'ticket.changed', actor: ADA, data: { ticket: ticket(more) } });
  return { desk, open, pruned, has, listeners, told };
}

test('thousands of chats that come and go leave no feed open', (t) => {
  const { desk, open, has } = staff(t);
  for (let i = 0; i < 3_000; i++) {
    has({ id: `T${i}`, status: 'ACTIVE', agent: ADA, head: 2 });
    assert.ok(open.has(`feed T${i}`));
    has({ id: `T${i}`, status: 'RESOLVED', agent: ADA, resolvedAt: new Date().toISOString(), head: 3 });
  }
  assert.deepEqual([...open].filter((name) => name.startsWith('feed')), []);
  assert.ok(desk.queues.all.length <= 1_000);
});

test('the ticket in the middle is listened to until another is there', (t) => {
  const { desk, open } = staff(t);
  desk.show('T1');
  assert.ok(open.has('feed T1'));
  desk.show('T2');
  assert.deepEqual([...open].filter((name) => name.startsWith('feed')), ['feed T2']);
});

test('with the last part of a snapshot, read marks of tickets that are in no list end', (t) => {
  const { listeners, pruned } = staff(t);
  const { onSnapshot } = listeners['/topic/tickets'];
  onSnapshot({ tickets: [ticket({ id: 'T1' })] }, 5, { part: 1, last: false });
  assert.equal(pruned.length, 0);
  onSnapshot({ tickets: [ticket({ id: 'T2' })] }, 5, { part: 2, last: true });
  assert.deepEqual(['T1', 'T2', 'OLD'].map(pruned[0]), [true, true, false]);
});

test('with several projects, no read mark ends before the list of each is here', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { listeners, pruned } = staff(t, { projects: ['a', 'b'] });
  const arrive = (project, id, which) => listeners[`/topic/tickets.${project}`].onSnapshot({ tickets: [ticket({ id, project })] }, 5, which);
  const whole = { part: 1, last: true };
  t.mock.timers.tick(60_000);
  arrive('a', 'A1', whole);
  t.mock.timers.tick(60_000);
  arrive('b', 'B1', { part: 1, last: false });
  t.mock.timers.tick(60_000);
  assert.equal(pruned.length, 0);
  arrive('b', 'B2', { part: 2, last: true });
  assert.deepEqual(['A1', 'B1', 'B2', 'OLD'].map(pruned[0]), [true, true, true, false]);

  arrive('a', 'A1', { part: 1, last: false });
  t.mock.timers.tick(60_000);
  assert.equal(pruned.length, 1, 'a list is on its way again');
  arrive('a', 'A2', { part: 2, last: true });
  assert.equal(pruned.length, 2);
});

test('closed, it holds nothing', (t) => {
  const { desk, open } = staff(t);
  desk.show('T1');
  desk.close();
  assert.deepEqual([...open], []);
});

/** The desk gives this list, and what has happened while there was no connection. */
function comesBack(listener, events) {
  listener.onBegin();
  events.forEach(listener.onEvent);
  listener.onLive();
}

const news = (id, type, more = {}) => ({ type, actor: NORA, data: { ticket: ticket({ id, ...more }) } });

test('of many tickets that came in while there was no connection it is told how many still wait', (t) => {
  const { listeners, told } = staff(t);
  const list = listeners['/topic/tickets'];
  const came = Array.from({ length: 40 }, (_, i) => news(`T${i}`, 'ticket.created'));
  const picked = [0, 1, 2].map((i) => news(`T${i}`, 'ticket.picked', { status: 'ACTIVE', agent: BEN, head: 2 }));
  comesBack(list, [...came, ...picked]);
  assert.deepEqual(told, ['missed 37']);
  list.onEvent(news('T99', 'ticket.created'));
  assert.deepEqual(told, ['missed 37', 'created T99']);
});

test('few tickets that came in meanwhile are named, once the lists of all projects have caught up', (t) => {
  const { listeners, told } = staff(t, { projects: ['a', 'b'] });
  listeners['/topic/tickets.b'].onBegin();
  comesBack(listeners['/topic/tickets.a'], [news('T1', 'ticket.created'), news('T2', 'ticket.reopened', { head: 7 }), news('T3', 'ticket.created')]);
  assert.deepEqual(told, []);
  comesBack(listeners['/topic/tickets.b'], [news('T3', 'ticket.picked', { status: 'ACTIVE', agent: BEN, head: 2 })]);
  assert.deepEqual(told, ['created T1', 'reopened T2']);
});

test('of several messages that were missed in my chat the last one of somebody else is told', (t) => {
  const { listeners, told, has } = staff(t);
  has({ id: 'T1', status: 'ACTIVE', agent: ADA, head: 2 });
  has({ id: 'T2', status: 'PAUSED', agent: ADA, head: 2 });
  listeners.T1.onNews([message(3, NORA, 'one'), message(4, NORA, 'two'), message(5, ADA, 'mine')]);
  listeners.T1.onNews([message(6, ADA, 'mine')]);
  assert.equal(listeners.T2, undefined);
  assert.deepEqual(told, ['said T1 two']);
});
