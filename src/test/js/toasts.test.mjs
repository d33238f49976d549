import { test, mock } from 'node:test';
import assert from 'node:assert/strict';
import { signal } from '../../../static-ui/js/base/signals.js';
import { Toasts } from '../../../static-ui/js/models/toasts.js';

const LONG = 600_000;
const titles = (toasts) => toasts.visible.map(({ title }) => title);

test('news goes by itself, but not while somebody points at it; what offers an action stays', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const toasts = new Toasts();
  toasts.show({ title: 'Copied.' });
  toasts.show({ title: 'New ticket', action: { label: 'Look', run() {} } });
  toasts.hold('pointer', true);
  mock.timers.tick(LONG);
  assert.deepEqual(titles(toasts), ['Copied.', 'New ticket']);
  toasts.hold('pointer', false);
  mock.timers.tick(LONG);
  assert.deepEqual(titles(toasts), ['New ticket']);
  toasts.dismiss(toasts.visible[0].id);
  assert.deepEqual(titles(toasts), []);
  mock.timers.reset();
});

test('what is over goes as soon as something has changed', () => {
  const toasts = new Toasts();
  const picked = signal(false);
  toasts.show({ title: 'New ticket', action: { label: 'Look', run() {} }, over: () => picked.value });
  assert.deepEqual(titles(toasts), ['New ticket']);
  picked.value = true;
  assert.deepEqual(titles(toasts), []);
});

test('of many, the newest show, and the rest is counted and comes back', () => {
  const toasts = new Toasts();
  for (let n = 1; n <= 5; n++) toasts.show({ title: `${n}`, action: { label: 'Look', run() {} } });
  assert.deepEqual(titles(toasts), ['3', '4', '5']);
  assert.equal(toasts.more, 2);
  toasts.dismiss(toasts.visible.at(-1).id);
  assert.deepEqual(titles(toasts), ['2', '3', '4']);
  toasts.dismissAll();
  assert.deepEqual([titles(toasts), toasts.more], [[], 0]);
});

const offer = (title, more = {}) => ({ title, action: { label: 'Look', run() {} }, ...more });

test('while a pointer or the focus is at them, the same ones stay visible; what comes is counted', () => {
  const toasts = new Toasts();
  const picked = signal(false);
  for (const title of ['1', '2']) toasts.show(offer(title));
  toasts.show(offer('3', { over: () => picked.value }));
  assert.deepEqual(titles(toasts), ['1', '2', '3']);
  toasts.hold('focus', true);
  toasts.hold('pointer', true);
  toasts.show(offer('4'));
  picked.value = true;
  assert.deepEqual([titles(toasts), toasts.more], [['1', '2', '3'], 1]);
  toasts.dismiss(toasts.visible[1].id);
  assert.deepEqual([titles(toasts), toasts.more], [['1', '3'], 1]);
  toasts.hold('pointer', false);
  assert.deepEqual(titles(toasts), ['1', '3']);
  toasts.hold('focus', false);
  assert.deepEqual([titles(toasts), toasts.more], [['1', '4'], 0]);
});

test('once all that were there have gone, the others show, and stay in their turn', () => {
  const toasts = new Toasts();
  toasts.show(offer('1'));
  assert.deepEqual(titles(toasts), ['1']);
  toasts.hold('pointer', true);
  for (const title of ['2', '3', '4', '5']) toasts.show(offer(title));
  toasts.dismiss(toasts.visible[0].id);
  assert.deepEqual([titles(toasts), toasts.more], [['3', '4', '5'], 1]);
  toasts.show(offer('6'));
  assert.deepEqual([titles(toasts), toasts.more], [['3', '4', '5'], 2]);
});

test('a small screen has room for one, and the count is right there too', () => {
  const toasts = new Toasts();
  toasts.room = 1;
  for (const title of ['1', '2', '3']) toasts.show(offer(title));
  assert.deepEqual([titles(toasts), toasts.more], [['3'], 2]);
});

test('what there is no room to keep is still counted, until all are dismissed', () => {
  const toasts = new Toasts();
  for (let n = 1; n <= 1_000; n++) toasts.show(offer(`${n}`));
  assert.ok(toasts.all.length < 300);
  assert.equal(toasts.more, 997);
  toasts.dismissAll();
  assert.equal(toasts.more, 0);
});

test('of many that come at once a few are read aloud, and the rest as one number', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const toasts = new Toasts();
  const spoken = () => toasts.spoken.map(({ title, count }) => count ?? title);
  for (let n = 1; n <= 25; n++) {
    toasts.show(offer(`${n}`));
    t.mock.timers.tick(200);
  }
  assert.deepEqual(spoken(), ['1', '2', '3']);
  t.mock.timers.tick(5_000);
  assert.deepEqual(spoken(), ['1', '2', '3', 22]);
  t.mock.timers.tick(5_000);
  toasts.show(offer('later'));
  assert.deepEqual(spoken(), ['1', '2', '3', 22, 'later']);
  toasts.dismissAll();
  assert.deepEqual(spoken(), []);
});
