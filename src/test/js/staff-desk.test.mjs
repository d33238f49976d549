import { test } from 'node:test';
import assert from 'node:assert/strict';

globalThis.BroadcastChannel = undefined;
const { StaffDesk } = await import('../../../static-ui/js/models/staff-desk.js');
const { Emitter } = await import('../../../static-ui/js/base/emitter.js');
const { Thread } = await import('../../../static-ui/js/models/thread.js');
const { ADA, ticket } = await import('./fixtures.mjs');

/** A desk at which everything that is opened is counted. */
function staff(t) {
  const open = new Set();
  const listeners = {};
  const pruned = [];
  const handle = (name) => {
    open.add(name);
    return { close: () => open.delete(name) };
  };
  const space = {
    account: { ...ADA, role: 'ADMIN', projects: [] },
    session: {},
    desk: Object.assign(new Emitter(), {
      subscribe(destination, listener) {
        listeners[destination] = listener;
        return handle(destination);
      },
    }),
    readMarks: { unread: () => 0, prune: (isListed) => pruned.push(isListed) },
    feed: (id) => ({ id, phase: 'loading', thread: new Thread(id), ...handle(`feed ${id}`) }),
  };
  const desk = new StaffDesk(space, { created() {}, reopened() {}, said() {}, closed() {} });
  desk.start();
  t.after(() => desk.close());
  const has = (more) => listeners['/topic/tickets'].onEvent({ type: 'ticket.changed', actor: ADA, data: { ticket: ticket(more) } });
  return { desk, open, pruned, has, listeners };
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

test('closed, it holds nothing', (t) => {
  const { desk, open } = staff(t);
  desk.show('T1');
  desk.close();
  assert.deepEqual([...open], []);
});
