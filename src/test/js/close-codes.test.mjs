import { test } from 'node:test';
import assert from 'node:assert/strict';
import { afterClose } from '../../../static-ui/js/realtime/close-codes.js';

test('each close code of the protocol leads to what the protocol says', () => {
  assert.equal(afterClose(4401).action, 'refresh');
  assert.equal(afterClose(4403).action, 'stop');
  assert.equal(afterClose(4408).action, 'retry');
  assert.equal(afterClose(4429).action, 'retry');
  assert.equal(afterClose(1006).action, 'retry');
  assert.equal(afterClose(1001).action, 'retry');
});

test('a desk that cannot take something just now is tried again; so is whoever closes with a code that nobody knows', () => {
  for (const code of [1000, 1009, 1011, 1012, 1013, 1015, 3000, 4000, 4499, undefined]) assert.deepEqual(afterClose(code), { action: 'retry', wait: 0 }, `${code}`);
});

test('after too many connections or frames there is a wait in any case', () => {
  assert.ok(afterClose(4429).wait >= 5_000);
  assert.equal(afterClose(1006).wait, 0);
});
