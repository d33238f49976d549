import { afterEach, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';

// Other tabs are another test's; an open channel would keep Node from ending.
globalThis.BroadcastChannel = undefined;
const { Session } = await import('../../../static-ui/js/realtime/session.js');

const ADA = { id: 'ada', name: 'Ada', role: 'AGENT', projects: ['support', 'sales'] };
const { fetch } = globalThis;
let answer;

beforeEach(() => {
  globalThis.fetch = async () => new Response(JSON.stringify(answer.body), { status: answer.status });
});
afterEach(() => {
  globalThis.fetch = fetch;
});

const desk = (account) => {
  answer = { status: 200, body: { accessToken: 't', expiresAt: new Date(Date.now() + 600_000).toISOString(), account } };
};

/** Somebody who is logged in, and what is heard from then on. */
async function loggedIn(account = ADA) {
  desk(account);
  const session = new Session();
  await session.restore();
  const heard = [];
  session.on('changed', () => heard.push(session.account));
  return { session, heard };
}

test('a fresh token of the same person with the same rights is no news', async () => {
  const { session, heard } = await loggedIn();
  const before = session.account;
  desk({ ...ADA, projects: ['sales', 'support'] });
  await session.token({ fresh: true });
  assert.deepEqual(heard, []);
  assert.equal(session.account, before);
});

test('another role is news', async () => {
  const { session, heard } = await loggedIn();
  desk({ ...ADA, role: 'CUSTOMER', projects: [] });
  await session.token({ fresh: true });
  assert.equal(heard.length, 1);
  assert.equal(heard[0].role, 'CUSTOMER');
  assert.equal(session.isStaff, false);
});

test('other projects are news', async () => {
  const { session, heard } = await loggedIn();
  desk({ ...ADA, projects: ['support'] });
  await session.token({ fresh: true });
  assert.deepEqual(heard.map((account) => account.projects), [['support']]);
});

test('a login that has ended is news, and refuses', async () => {
  const { session, heard } = await loggedIn();
  answer = { status: 401, body: { code: 'UNAUTHENTICATED' } };
  await assert.rejects(session.token({ fresh: true }), { code: 'UNAUTHENTICATED' });
  assert.deepEqual(heard, [null]);
});

test('a refresh waits for the answer to another password, with which the next cookie comes', async () => {
  const { session } = await loggedIn();
  const asked = [];
  let change;
  globalThis.fetch = (path) => {
    asked.push(path);
    if (path.endsWith('/refresh')) return Promise.resolve(new Response(JSON.stringify(answer.body)));
    return new Promise((resolve) => { change = () => resolve(new Response(JSON.stringify(answer.body))); });
  };
  const changed = session.changePassword('old', 'new');
  await new Promise((resolve) => setImmediate(resolve));
  const fresh = session.token({ fresh: true });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, ['/api/account/password']);
  change();
  await Promise.all([changed, fresh]);
  assert.deepEqual(asked, ['/api/account/password', '/api/session/refresh']);
});

test('a refresh waits for another password in another tab too', async (t) => {
  const tabs = channels(t);
  const { session: mine } = await loggedIn();
  const { session: other, heard } = await loggedIn();
  const asked = [];
  let change;
  globalThis.fetch = (path) => {
    asked.push(path);
    if (path.endsWith('/refresh')) return Promise.resolve(new Response(JSON.stringify(answer.body)));
    return new Promise((resolve) => { change = () => resolve(new Response(JSON.stringify(answer.body))); });
  };
  const changed = mine.changePassword('old', 'new');
  await new Promise((resolve) => setImmediate(resolve));
  const fresh = other.token({ fresh: true });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, ['/api/account/password']);
  change();
  await Promise.all([changed, fresh]);
  assert.deepEqual(asked, ['/api/account/password', '/api/session/refresh']);
  assert.deepEqual(heard, []);
  assert.equal(tabs.size, 2);
});

test('a tab that never says that the password is changed is not waited for longer than a moment', async (t) => {
  const tabs = channels(t);
  const { session } = await loggedIn();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (const tab of tabs) tab.onmessage({ data: { changing: true } });
  const fresh = session.token({ fresh: true });
  t.mock.timers.tick(10_000);
  assert.equal(await fresh, 't');
});

/** Tabs that hear each other at once, for one test. */
function channels(t) {
  const tabs = new Set();
  globalThis.BroadcastChannel = class {
    constructor() {
      tabs.add(this);
    }

    postMessage(data) {
      for (const tab of tabs) if (tab !== this) tab.onmessage({ data });
    }
  };
  t.after(() => { globalThis.BroadcastChannel = undefined; });
  return tabs;
}
