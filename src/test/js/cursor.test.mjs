import { test } from 'node:test';
import assert from 'node:assert/strict';
import { StreamCursor } from '../../../static-ui/js/realtime/cursor.js';

test('a reader that wants a snapshot asks for it once, then goes on behind what it has', () => {
  const cursor = new StreamCursor({ snapshot: true });
  assert.deepEqual(cursor.headers(), { snapshot: 'true' });
  cursor.snapshot(41);
  assert.deepEqual(cursor.headers(), { since: '41' });
  cursor.accept(42);
  assert.deepEqual(cursor.headers(), { since: '42' });
});

test('an empty stream has a snapshot too: nothing is asked twice', () => {
  const cursor = new StreamCursor({ snapshot: true });
  cursor.snapshot(0);
  assert.deepEqual(cursor.headers(), { since: '0' });
  assert.equal(cursor.accept(1), 'next');
});

test('each seq passes once and in order', () => {
  const cursor = new StreamCursor({ since: 0 });
  const passed = [1, 2, 2, 1, 3, 3, 4].filter((seq) => cursor.accept(seq) === 'next');
  assert.deepEqual(passed, [1, 2, 3, 4]);
});

test('a gap does not pass and does not move the cursor, so that the missing ones can still come', () => {
  const cursor = new StreamCursor({ since: 3 });
  assert.equal(cursor.accept(5), 'gap');
  assert.deepEqual(cursor.headers(), { since: '3' });
  assert.equal(cursor.accept(4), 'next');
  assert.equal(cursor.accept(5), 'next');
});

test('a live-only reader takes the first seq as it comes, and goes on behind it', () => {
  const cursor = new StreamCursor();
  assert.deepEqual(cursor.headers(), {});
  assert.equal(cursor.accept(17), 'next');
  assert.equal(cursor.accept(17), 'duplicate');
  assert.deepEqual(cursor.headers(), { since: '17' });
});

test('after a reset only a snapshot helps, even where the reader began with since', () => {
  const cursor = new StreamCursor({ since: 90 });
  cursor.reset();
  assert.deepEqual(cursor.headers(), { snapshot: 'true' });
});
