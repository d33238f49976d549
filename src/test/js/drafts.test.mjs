import { beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';

/** A browser's storage that counts what is written. */
const kept = new Map();
let writes = 0;
globalThis.localStorage = new Proxy({
  getItem: (key) => kept.get(key) ?? null,
  setItem(key, value) {
    writes++;
    kept.set(key, value);
  },
  removeItem: (key) => kept.delete(key),
}, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page);

const { Drafts } = await import('../../../static-ui/js/models/drafts.js');
const DAY = 24 * 60 * 60_000;
const written = () => [...kept.values()].map((value) => JSON.parse(value).text);

beforeEach(() => {
  kept.clear();
  writes = 0;
});

test('the first key is written at once, and then not each of them', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const drafts = new Drafts('ada');
  for (let length = 1; length <= 50; length++) {
    drafts.set('T1', 'x'.repeat(length));
    assert.equal(drafts.get('T1').length, length);
    if (length === 1) assert.deepEqual(written(), ['x']);
    t.mock.timers.tick(60);
  }
  t.mock.timers.tick(300);
  assert.deepEqual(written(), ['x'.repeat(50)]);
  assert.ok(writes <= 12, `${writes} writes`);
});

test('leaving the field or the page writes the rest', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const drafts = new Drafts('ada');
  const types = (text) => [text.slice(0, 1), text].forEach((one) => drafts.set('T1', one));
  types('Left the field');
  drafts.flush();
  assert.deepEqual(written(), ['Left the field']);
  types('Left the page');
  page.dispatchEvent(new Event('pagehide'));
  assert.deepEqual(written(), ['Left the page']);
  types('Locked the phone');
  page.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual(written(), ['Locked the phone']);
});

test('what was sent is gone at once, and nothing is written after the account has left', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const drafts = new Drafts('ada');
  drafts.set('T1', 'Hello');
  drafts.set('T1', '');
  assert.deepEqual(written(), []);
  drafts.set('T1', 'H');
  drafts.set('T1', 'Half a sentence');
  drafts.close();
  assert.deepEqual(written(), ['Half a sentence']);
  kept.clear();
  drafts.set('T1', 'Late');
  t.mock.timers.tick(1_000);
  page.dispatchEvent(new Event('pagehide'));
  assert.deepEqual(written(), []);
});

test('a draft that nobody has touched for a month is deleted', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000 * DAY });
  new Drafts('ada').set('T1', 'Old');
  t.mock.timers.tick(20 * DAY);
  new Drafts('ada').set('T2', 'Younger');
  t.mock.timers.tick(15 * DAY);
  assert.equal(new Drafts('ada').get('T2'), 'Younger');
  assert.deepEqual(written(), ['Younger']);
});
