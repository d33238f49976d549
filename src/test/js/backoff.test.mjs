import { test } from 'node:test';
import assert from 'node:assert/strict';
import { backoff } from '../../../static-ui/js/realtime/backoff.js';

const longest = () => 1;

test('the longest wait doubles with each failed try, from half a second', () => {
  assert.deepEqual([0, 1, 2, 3].map((tries) => backoff(tries, longest)), [500, 1000, 2000, 4000]);
});

test('nobody waits longer than 30 s, however often it failed', () => {
  assert.equal(backoff(10, longest), 30_000);
  assert.equal(backoff(5000, longest), 30_000);
});

test('the jitter is full: a wait can be anything from none to the longest', () => {
  assert.equal(backoff(6, () => 0), 0);
  assert.equal(backoff(6, () => 0.5), 15_000);
});
