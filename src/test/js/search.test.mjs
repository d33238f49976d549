import { mock, test } from 'node:test';
import assert from 'node:assert/strict';
import { Search } from '../../../static-ui/js/models/search.js';
import { ticket } from './fixtures.mjs';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A desk that answers when the test says so. */
function desk(t) {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const asked = [];
  const search = new Search((path) => new Promise((resolve, reject) => asked.push({ path, resolve, reject })));
  const type = (words) => {
    search.typed(words);
    mock.timers.tick(300);
  };
  return { search, asked, type };
}

const ids = (search) => search.found.map((one) => one.id);

test('it asks once, after the last key', (t) => {
  const { search, asked } = desk(t);
  for (const words of ['i', 'in', 'inv', 'invoice & co']) search.typed(words);
  assert.equal(search.phase, 'searching');
  mock.timers.tick(300);
  assert.deepEqual(asked.map(({ path }) => path), ['/api/tickets?q=invoice+%26+co']);
});

test('an answer that comes late does not take the place of a newer one', async (t) => {
  const { search, asked, type } = desk(t);
  type('a');
  type('ab');
  asked[1].resolve({ items: [ticket({ id: 'NEW' })], next: null });
  asked[0].resolve({ items: [ticket({ id: 'OLD' })], next: null });
  await settled();
  assert.deepEqual(ids(search), ['NEW']);
});

test('further pages are added to what is there', async (t) => {
  const { search, asked, type } = desk(t);
  type('x');
  asked[0].resolve({ items: [ticket({ id: 'A' })], next: '7.A' });
  await settled();
  assert.ok(search.hasMore);
  search.more();
  assert.equal(asked[1].path, '/api/tickets?q=x&after=7.A');
  asked[1].resolve({ items: [ticket({ id: 'B' })], next: null });
  await settled();
  assert.deepEqual(ids(search), ['A', 'B']);
  assert.ok(!search.hasMore);
});

test('an emptied field ends it, whatever is still to come', async (t) => {
  const { search, asked, type } = desk(t);
  type('x');
  search.typed('  ');
  asked[0].resolve({ items: [ticket()], next: null });
  await settled();
  assert.equal(search.phase, 'idle');
  assert.deepEqual(search.found, []);
});

test('what failed says so and can be tried again', async (t) => {
  const { search, asked, type } = desk(t);
  type('x');
  asked[0].reject(new Error('no network'));
  await settled();
  assert.equal(search.phase, 'failed');
  search.again();
  mock.timers.tick(300);
  asked[1].resolve({ items: [ticket()], next: null });
  await settled();
  assert.equal(search.phase, 'done');
  assert.equal(search.found.length, 1);
});
