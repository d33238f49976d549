import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Outbox } from '../../../static-ui/js/realtime/outbox.js';
import { Emitter } from '../../../static-ui/js/base/emitter.js';
import { DeskError } from '../../../static-ui/js/realtime/desk-error.js';
import { MemoryStore } from '../../../static-ui/js/realtime/outbox-store.js';

/** A desk that answers when the test says so. It stores each clientId once, as the real one does. */
class FakeDesk extends Emitter {
  connected = false;
  arrived = [];
  stored = [];
  #open = [];

  send(destination, body, { clientId }) {
    if (!this.connected) return Promise.reject(DeskError.disconnected());
    this.arrived.push(body.text);
    return new Promise((resolve, reject) => this.#open.push({ destination, body, clientId, resolve, reject }));
  }

  connect() {
    this.connected = true;
    this.emit('state', {});
  }

  cut({ storedAnyway = false } = {}) {
    this.connected = false;
    for (const request of this.#open.splice(0)) {
      if (storedAnyway) this.#store(request);
      request.reject(DeskError.disconnected());
    }
    this.emit('state', {});
  }

  accept() {
    const request = this.#open.shift();
    this.#store(request);
    request.resolve({ data: { seq: this.stored.length, at: '2026-03-01T09:00:00Z' } });
  }

  refuse(code, { retryable = true, data } = {}) {
    this.#open.shift().reject(new DeskError(code, { retryable, data }));
  }

  get waiting() {
    return this.#open.length;
  }

  get lastId() {
    return this.#open.at(-1)?.clientId;
  }

  #store({ body, clientId }) {
    if (!this.stored.some((one) => one.clientId === clientId)) this.stored.push({ text: body.text, clientId, ifSeq: body.ifSeq });
  }

  get texts() {
    return this.stored.map((one) => one.text);
  }
}

/** Locks and channels as the tabs of one browser have them. */
function browser() {
  const held = new Map();
  const listeners = new Set();
  const lock = async (name, work, signal) => {
    const before = held.get(name) ?? Promise.resolve();
    let run;
    const mine = before.then(() => (signal.aborted ? undefined : work()));
    run = mine.catch(() => {});
    held.set(name, run);
    return mine;
  };
  const channel = (_, heard) => {
    listeners.add(heard);
    return { tell: (message) => [...listeners].filter((one) => one !== heard).forEach((one) => one(message)), close: () => listeners.delete(heard) };
  };
  return { lock, channel, store: new MemoryStore(), timers: { after: (_, run) => queueMicrotask(run) } };
}

const tab = async (parts, desk = new FakeDesk()) => {
  const outbox = new Outbox({ desk, account: 'nora', ...parts });
  await outbox.start();
  return { desk, outbox };
};
/** All that follows by itself: it waits for promises alone, which come before the next turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const states = (outbox, ticket = 'T1') => outbox.of(ticket).map((entry) => `${entry.text}:${entry.state}`);

test('a message is stored by its receipt, not before', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  assert.deepEqual(states(outbox), ['a:sending']);
  desk.accept();
  await settled();
  assert.deepEqual(states(outbox), ['a:stored']);
  assert.equal(outbox.size, 0);
});

test('within a ticket the next goes out only after the receipt of the one before', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await Promise.all(['a', 'b', 'c'].map((text) => outbox.add('T1', text)));
  await settled();
  assert.deepEqual(desk.arrived, ['a']);
  for (let i = 0; i < 3; i++) {
    desk.accept();
    await settled();
  }
  assert.deepEqual(desk.texts, ['a', 'b', 'c']);
});

test('tickets do not wait for each other', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await outbox.add('T2', 'b');
  await settled();
  assert.equal(desk.waiting, 2);
});

test('what was typed without a connection goes out in its order when there is one', async () => {
  const { desk, outbox } = await tab(browser());
  await outbox.add('T1', 'a');
  await outbox.add('T1', 'b');
  await settled();
  assert.deepEqual(states(outbox), ['a:sending', 'b:sending']);
  desk.connect();
  await settled();
  desk.accept();
  await settled();
  desk.accept();
  await settled();
  assert.deepEqual(desk.texts, ['a', 'b']);
});

for (const storedAnyway of [false, true]) {
  test(`the connection goes before the receipt, the message ${storedAnyway ? 'was' : 'was not'} stored: it ends up there once, and before the next`, async () => {
    const { desk, outbox } = await tab(browser());
    desk.connect();
    await outbox.add('T1', 'a');
    await outbox.add('T1', 'b');
    await settled();
    const firstId = desk.lastId;
    desk.cut({ storedAnyway });
    await settled();
    assert.deepEqual(states(outbox), ['a:sending', 'b:sending']);
    desk.connect();
    await settled();
    assert.equal(desk.lastId, firstId);
    desk.accept();
    await settled();
    desk.accept();
    await settled();
    assert.deepEqual(desk.texts, ['a', 'b']);
    assert.equal(outbox.size, 0);
  });
}

test('a reload finds what was not stored', async () => {
  const parts = browser();
  const first = await tab(parts);
  await first.outbox.add('T1', 'a');
  first.outbox.stop();
  const second = await tab(parts);
  assert.deepEqual(states(second.outbox), ['a:sending']);
  second.desk.connect();
  await settled();
  second.desk.accept();
  await settled();
  assert.deepEqual(second.desk.texts, ['a']);
});

test('a refusal that a person must decide is shown; the retry keeps the id', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  const id = desk.lastId;
  desk.refuse('CHAT_LOCKED');
  await settled();
  const [entry] = outbox.of('T1');
  assert.deepEqual([entry.state, entry.error.code, entry.error.retryable], ['failed', 'CHAT_LOCKED', true]);
  await outbox.retry(id);
  await settled();
  assert.equal(desk.lastId, id);
  desk.accept();
  await settled();
  assert.deepEqual(states(outbox), ['a:stored']);
});

test('what was refused because the chat was closed goes out when it opens, in order and under the same ids', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await outbox.add('T1', 'b');
  await settled();
  const id = desk.lastId;
  desk.refuse('CHAT_LOCKED');
  await settled();
  desk.refuse('CHAT_LOCKED');
  await settled();
  await outbox.resume('T2');
  assert.equal(desk.waiting, 0);
  await outbox.resume('T1');
  await settled();
  assert.equal(desk.lastId, id);
  desk.accept();
  await settled();
  desk.accept();
  await settled();
  assert.deepEqual(desk.texts, ['a', 'b']);
});

test('an open chat does not send what failed for another reason', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  desk.refuse('INVALID_FIELD', { retryable: false });
  await settled();
  await outbox.resume('T1');
  assert.equal(desk.waiting, 0);
});

test('a failed one does not hold up the next', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await outbox.add('T1', 'b');
  await settled();
  desk.refuse('INVALID_FIELD', { retryable: false });
  await settled();
  desk.accept();
  await settled();
  assert.deepEqual(states(outbox), ['b:stored', 'a:failed']);
});

test('while the desk has trouble the same message is tried again by itself, and keeps its place', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await outbox.add('T1', 'b');
  await settled();
  const id = desk.lastId;
  desk.refuse('STORE_UNAVAILABLE');
  await settled();
  assert.equal(desk.lastId, id);
  desk.accept();
  await settled();
  desk.accept();
  await settled();
  assert.deepEqual(desk.texts, ['a', 'b']);
});

test('trouble without end becomes a failure with a retry', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  for (let i = 0; i < 6; i++) {
    await settled();
    desk.refuse('BUSY');
  }
  await settled();
  assert.deepEqual(states(outbox), ['a:failed']);
});

test('send anyway is another command: a new id, without the condition', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a', { ifSeq: 3 });
  await settled();
  const id = desk.lastId;
  desk.refuse('SEEN_OLD_STATE', { data: { head: 4 } });
  await settled();
  await outbox.sendAnyway(id);
  await settled();
  assert.notEqual(desk.lastId, id);
  desk.accept();
  await settled();
  assert.deepEqual(desk.stored.map((one) => one.ifSeq), [undefined]);
});

test('edit gives the text back and takes the message out', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  const id = desk.lastId;
  desk.refuse('CHAT_LOCKED');
  await settled();
  assert.equal(await outbox.discard(id), 'a');
  assert.deepEqual(states(outbox), []);
});

test('what is on its way cannot be taken back', async () => {
  const { desk, outbox } = await tab(browser());
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  assert.equal(await outbox.discard(desk.lastId), undefined);
  assert.deepEqual(states(outbox), ['a:sending']);
});

test('of two tabs one sends, and both show the same', async () => {
  const parts = browser();
  const [one, two] = [await tab(parts), await tab(parts)];
  one.desk.connect();
  two.desk.connect();
  await two.outbox.add('T1', 'a');
  await settled();
  assert.equal(one.desk.waiting + two.desk.waiting, 1);
  assert.deepEqual(states(one.outbox), states(two.outbox));
  one.desk.accept();
  await settled();
  assert.deepEqual(states(one.outbox), ['a:stored']);
  assert.deepEqual(states(two.outbox), ['a:stored']);
});

test('when the tab that sends is gone or has no connection, another takes over with the same id', async () => {
  const parts = browser();
  const [one, two] = [await tab(parts), await tab(parts)];
  one.desk.connect();
  await settled();
  two.desk.connect();
  await one.outbox.add('T1', 'a');
  await settled();
  const id = one.desk.lastId;
  one.desk.cut();
  await settled();
  assert.equal(two.desk.lastId, id);
  two.desk.accept();
  await settled();
  assert.deepEqual(states(one.outbox), ['a:stored']);
});

test('a store that gives up while the page is open costs the durability, not the message', async () => {
  const parts = browser();
  parts.store = { durable: true, all: async () => [], put: async () => { throw new Error('full'); }, remove: async () => {} };
  const { desk, outbox } = await tab(parts);
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  assert.equal(outbox.durable, false);
  desk.accept();
  await settled();
  assert.deepEqual(desk.texts, ['a']);
});

test('what is left from before is sent too when the database opens after the connection', async () => {
  const parts = browser();
  const before = await tab(parts);
  await before.outbox.add('T1', 'a');
  before.outbox.stop();
  let opened;
  const desk = new FakeDesk();
  const outbox = new Outbox({ desk, account: 'nora', ...parts, store: new Promise((resolve) => { opened = resolve; }) });
  const started = outbox.start();
  desk.connect();
  await settled();
  assert.equal(desk.waiting, 0);
  opened(parts.store);
  await started;
  await settled();
  desk.accept();
  await settled();
  assert.deepEqual(desk.texts, ['a']);
});

test('a database that cannot be read keeps nobody from writing', async () => {
  const parts = browser();
  const broken = { durable: true, all: () => Promise.reject(new Error('broken')), close() {} };
  const { desk, outbox } = await tab({ ...parts, store: broken });
  assert.equal(outbox.durable, false);
  desk.connect();
  await outbox.add('T1', 'a');
  await settled();
  desk.accept();
  await settled();
  assert.deepEqual(desk.texts, ['a']);
});

test('a database that opens after the page has gone on is closed', async () => {
  let closed = false;
  const outbox = new Outbox({ desk: new FakeDesk(), account: 'nora', ...browser(), store: Promise.resolve({ all: async () => [], close() { closed = true; } }) });
  const started = outbox.start();
  outbox.stop();
  await started;
  assert.ok(closed);
});

test('500 random schedules of cuts, reloads and refusals: all stored, none twice, in the order typed', async () => {
  let seed = 42;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const quick = () => new Promise((resolve) => setImmediate(resolve));
  for (let round = 0; round < 500; round++) {
    const parts = browser();
    const desk = new FakeDesk();
    let { outbox } = await tab(parts, desk);
    const typed = [];
    const steps = [
      () => { typed.push(`m${typed.length}`); return outbox.add('T1', typed.at(-1)); },
      () => desk.connect(),
      () => desk.cut({ storedAnyway: random(2) === 0 }),
      () => desk.waiting && desk.accept(),
      () => desk.waiting && desk.refuse('BUSY'),
      async () => { outbox.stop(); desk.cut({ storedAnyway: random(2) === 0 }); ({ outbox } = await tab(parts, desk)); },
    ];
    for (let i = 0; i < 12; i++) {
      await steps[random(steps.length)]();
      await quick();
    }
    desk.connect();
    for (let i = 0; i < 60 && outbox.size; i++) {
      await new Promise((resolve) => setTimeout(resolve, i > 30 ? 2 : 0));
      if (desk.waiting) desk.accept();
      for (const entry of outbox.of('T1')) if (entry.state === 'failed') await outbox.retry(entry.clientId);
    }
    assert.deepEqual(desk.texts, typed, `round ${round}`);
  }
});
