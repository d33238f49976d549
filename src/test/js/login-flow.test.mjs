import { afterEach, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { Emitter } from '../../../static-ui/js/base/emitter.js';
import { watch } from '../../../static-ui/js/base/signals.js';

// Other tabs are another test's; an open channel would keep Node from ending.
globalThis.BroadcastChannel = undefined;
const { LoginFlow } = await import('../../../static-ui/js/models/login-flow.js');
const { notifications } = await import('../../../static-ui/js/models/notifications.js');
const { personalKey, storage } = await import('../../../static-ui/js/base/browser-storage.js');

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
  const login = new LoginFlow(() => true, { session, open });
  await login.start();
  return { login, session, opening, spaces };
}

test('news that come while a space is being opened open no second one', async () => {
  const { login, session, opening, spaces } = await page();
  session.is(ADA);
  session.is({ ...ADA });
  await moment();
  opening[0].done();
  await moment();
  assert.equal(spaces.length, 1);
  assert.equal(login.space, spaces[0]);
  assert.equal(login.phase, 'logged-in');
  assert.equal(spaces[0].account, session.account);
});

test('a space whose owner has gone meanwhile is closed', async (t) => {
  const { login, session, opening, spaces } = await page();
  const phases = [];
  const stop = watch(() => login.phase, (phase) => phases.push(phase));
  t.after(stop);
  session.is(ADA);
  await moment();
  session.is(BEN);
  opening[0].done();
  await moment();
  opening[1].done();
  await moment();
  assert.deepEqual(spaces.map((space) => space.closed), [true, false]);
  assert.equal(login.space, spaces[1]);
  assert.deepEqual(phases, ['logged-out', 'logged-in']);
});

test('a space that cannot be opened is tried again, and nothing is heard twice', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(console, 'warn', () => {});
  const { login, session, opening } = await page();
  const { listeners } = session;
  session.is(ADA);
  await moment();
  opening[0].fail();
  await moment();
  assert.equal(login.phase, 'unreachable');
  t.mock.timers.tick(60_000);
  await moment();
  opening[1].done();
  await moment();
  assert.equal(login.phase, 'logged-in');
  assert.equal(session.listeners, listeners);
});

test('who leaves takes the notifications along that the system still shows', async (t) => {
  const shown = [];
  globalThis.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';

    constructor(title) {
      shown.push(this);
      this.title = title;
    }

    close() {
      this.closed = true;
    }
  };
  globalThis.document = { hidden: true };
  t.after(() => {
    delete globalThis.Notification;
    delete globalThis.document;
  });
  const { session, opening } = await page();
  session.is(ADA);
  await moment();
  opening[0].done();
  await moment();
  await notifications.wantDesktop(true);
  await notifications.notify({ title: 'Cleo', text: 'A secret', about: 'K7Q29XMD', open() {} });
  assert.deepEqual(shown.map(({ title, closed }) => [title, closed]), [['Cleo', undefined]]);
  session.is(null);
  await moment();
  assert.ok(shown[0].closed);
});

test('a database that fails keeps nobody in: the logout is done, and what the browser has of them is gone', async (t) => {
  globalThis.indexedDB = {
    open() {
      const request = { result: { close() {}, transaction() { throw new Error('broken'); } } };
      queueMicrotask(() => request.onsuccess());
      return request;
    },
  };
  t.after(() => { delete globalThis.indexedDB; });
  const { login, session, opening } = await page();
  session.is(ADA);
  await moment();
  opening[0].done();
  await moment();
  assert.equal(login.phase, 'logged-in');
  const draft = personalKey(ADA.id, 'draft.K7Q29XMD');
  storage.set(draft, 'A secret');
  session.is(null);
  await moment();
  assert.equal(login.phase, 'logged-out');
  assert.equal(storage.get(draft), null);
});
