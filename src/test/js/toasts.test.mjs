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
  toasts.hold(true);
  mock.timers.tick(LONG);
  assert.deepEqual(titles(toasts), ['Copied.', 'New ticket']);
  toasts.hold(false);
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
