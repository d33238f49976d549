import { afterEach, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { Emitter } from '../../../static-ui/js/realtime/emitter.js';

// Other tabs are another test's; an open channel would keep Node from ending.
globalThis.BroadcastChannel = undefined;
const { Entrance } = await import('../../../static-ui/js/models/entrance.js');

const ADA = { id: 'ada', name: 'Ada', role: 'AGENT', projects: [] };
const BEN = { id: 'ben', name: 'Ben', role: 'AGENT', projects: [] };
const { fetch } = globalThis;

beforeEach(() => {
  globalThis.fetch = async () => new Response('{}');
});
afterEach(() => {
  globalThis.fetch = fetch;
});

class FakeSession extends Emitter {
  account = null;
  listeners = 0;

  async restore() {}

  on(type, listener) {
    this.listeners++;
    return super.on(type, listener);
  }

  is(account) {
    this.account = account;
    this.emit('changed');
  }
}

const moment = () => new Promise((resolve) => setImmediate(resolve));

/** A page whose spaces open when the test says so. */
async function page() {
  const session = new FakeSession();
  const opening = [];
  const spaces = [];
  const open = ({ account }) => new Promise((resolve, reject) => {
    const space = { account, desk: new Emitter(), closed: false, close() { this.closed = true; } };
    spaces.push(space);
    opening.push({ done: () => resolve(space), fail: () => reject(new Error('no')) });
  });
  const entrance = new Entrance(() => true, { session, open });
  await entrance.start();
  return { entrance, session, opening, spaces };
}

test('news that come while a space is being opened open no second one', async () => {
  const { entrance, session, opening, spaces } = await page();
  session.is(ADA);
  session.is({ ...ADA });
  await moment();
  opening[0].done();
  await moment();
  assert.equal(spaces.length, 1);
  assert.equal(entrance.space, spaces[0]);
  assert.equal(entrance.phase, 'in');
  assert.equal(spaces[0].account, session.account);
});

test('a space whose owner has gone meanwhile is closed', async () => {
  const { entrance, session, opening, spaces } = await page();
  const phases = [];
  entrance.watch(() => phases.push(entrance.phase));
  session.is(ADA);
  await moment();
  session.is(BEN);
  opening[0].done();
  await moment();
  opening[1].done();
  await moment();
  assert.deepEqual(spaces.map((space) => space.closed), [true, false]);
  assert.equal(entrance.space, spaces[1]);
  assert.deepEqual(phases, ['in']);
});

test('a space that cannot be opened is tried again, and nothing is heard twice', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(console, 'warn', () => {});
  const { entrance, session, opening } = await page();
  const { listeners } = session;
  session.is(ADA);
  await moment();
  opening[0].fail();
  await moment();
  assert.equal(entrance.phase, 'unreachable');
  t.mock.timers.tick(60_000);
  await moment();
  opening[1].done();
  await moment();
  assert.equal(entrance.phase, 'in');
  assert.equal(session.listeners, listeners);
});
