import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Requests } from '../../../static-ui/js/realtime/requests.js';
import { Subscription } from '../../../static-ui/js/realtime/subscription.js';

/** A connection on which the test answers for the desk; each SUBSCRIBE is kept. */
function connection() {
  const asked = [];
  const subscribe = (destination, headers, receive) => {
    asked.push({ ...headers, receive });
    return () => {};
  };
  return { link: { subscribe }, requests: new Requests(), asked };
}

/** A subscription that is being attached. */
function attaching({ link, requests }, listener = { snapshot: true }) {
  const subscription = new Subscription('/queue/ticket.K7Q29XMD', listener, { onEnd() {}, onMessage() {} });
  const attached = { settled: false };
  attached.promise = subscription.attach(link, requests).then(() => { attached.settled = true; });
  return { subscription, attached };
}

const moment = () => new Promise((resolve) => setImmediate(resolve));

async function until(what) {
  for (let i = 0; i < 200 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(what());
}

test('it is attached once its RECEIPT has come', async () => {
  const desk = connection();
  const { subscription, attached } = attaching(desk);
  await moment();
  assert.equal(attached.settled, false);
  desk.requests.receipt(desk.asked[0].receipt);
  await attached.promise;
  assert.equal(subscription.live, true);
});

test('a refusal that may pass is waited out', async () => {
  const desk = connection();
  const { subscription, attached } = attaching(desk);
  desk.requests.refuse({ receipt: desk.asked[0].receipt, code: 'STORE_UNAVAILABLE', retryable: true, data: { retryAfterMs: 10 } });
  await until(() => desk.asked.length === 2);
  assert.equal(attached.settled, false);
  assert.equal(subscription.live, false);
  desk.requests.receipt(desk.asked[1].receipt);
  await attached.promise;
  assert.equal(subscription.live, true);
});

test('after a reset it is attached once the new snapshot is there', async () => {
  const desk = connection();
  const { subscription, attached } = attaching(desk, { since: 7 });
  desk.asked[0].receive({ type: 'stream.reset' });
  desk.requests.receipt(desk.asked[0].receipt);
  await moment();
  assert.equal(attached.settled, false);
  assert.equal(desk.asked[1].snapshot, 'true');
  desk.requests.receipt(desk.asked[1].receipt);
  await attached.promise;
  assert.equal(subscription.live, true);
});

test('a `since` that the desk does not know is followed by a snapshot', async () => {
  const desk = connection();
  const { attached } = attaching(desk, { since: 7 });
  desk.requests.refuse({ receipt: desk.asked[0].receipt, code: 'SINCE_INVALID', retryable: false });
  await moment();
  assert.equal(attached.settled, false);
  desk.requests.receipt(desk.asked[1].receipt);
  await attached.promise;
});

test('what is refused for good is not waited for', async () => {
  const desk = connection();
  const refused = [];
  const { subscription, attached } = attaching(desk, { onRefused: ({ code }) => refused.push(code) });
  desk.requests.refuse({ receipt: desk.asked[0].receipt, code: 'NOT_FOUND', retryable: false });
  await attached.promise;
  assert.deepEqual(refused, ['NOT_FOUND']);
  assert.equal(subscription.live, false);
});

test('who is closed while waiting to ask again keeps nobody waiting', async () => {
  const desk = connection();
  const { subscription, attached } = attaching(desk);
  desk.requests.refuse({ receipt: desk.asked[0].receipt, code: 'RATE_LIMITED', retryable: true, data: { retryAfterMs: 60_000 } });
  await moment();
  subscription.close();
  await attached.promise;
  assert.equal(desk.asked.length, 1);
});

/** A subscription and what it was told of snapshots. */
function snapshots(more = {}) {
  const desk = connection();
  const told = [];
  const { subscription } = attaching(desk, { snapshot: true, onSnapshot: (data, head, which) => told.push([data.tickets, head, which]), ...more });
  const part = (n, tickets, last) => desk.asked.at(-1).receive({ type: 'stream.snapshot', head: 7, data: { tickets }, part: n, ...(last && { last }) });
  return { desk, told, subscription, part };
}

test('a whole snapshot is its own last part', () => {
  const { desk, told, subscription } = snapshots();
  desk.asked[0].receive({ type: 'stream.snapshot', head: 7, data: { tickets: ['a'] } });
  assert.deepEqual(told, [[['a'], 7, { part: 1, last: true }]]);
  assert.equal(subscription.seq, 7);
});

test('parts of a snapshot are handed over together, with the last one', () => {
  const { told, subscription, part } = snapshots();
  part(1, ['a', 'b']);
  part(2, ['c']);
  assert.deepEqual(told, []);
  assert.equal(subscription.seq, null);
  part(3, ['d'], true);
  assert.deepEqual(told, [[['a', 'b', 'c', 'd'], 7, { part: 1, last: true }]]);
  assert.equal(subscription.seq, 7);
});

test('whoever wants parts gets each as it comes', () => {
  const { told, subscription, part } = snapshots({ parts: true });
  part(1, ['a']);
  assert.deepEqual(told, [[['a'], 7, { part: 1, last: false }]]);
  assert.equal(subscription.seq, null);
  part(2, ['b'], true);
  assert.deepEqual(told[1], [['b'], 7, { part: 2, last: true }]);
  assert.equal(subscription.seq, 7);
});

test('cut off between two parts, the whole snapshot is asked for again, and nothing of the first try is left', () => {
  const { desk, told, subscription, part } = snapshots();
  part(1, ['gone']);
  subscription.attach(desk.link, desk.requests);
  assert.equal(desk.asked.at(-1).snapshot, 'true');
  part(1, ['a']);
  part(2, ['b'], true);
  assert.deepEqual(told, [[['a', 'b'], 7, { part: 1, last: true }]]);
});
