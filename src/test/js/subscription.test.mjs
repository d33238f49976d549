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
