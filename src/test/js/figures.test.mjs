import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Figures } from '../../../static-ui/js/models/figures.js';

const signal = (more) => ({ data: { waiting: 1, active: 2, paused: 0, resolvedToday: 5, longestWaitSeconds: 60, ...more } });

test('nothing is shown before it is known', () => {
  assert.equal(new Figures().at(0), null);
});

test('the longest wait goes on between two signals, and stands still where nobody waits', () => {
  const figures = new Figures();
  figures.signal('all', signal(), 10_000);
  assert.equal(figures.at(15_000).longestWaitSeconds, 65);
  figures.signal('all', signal({ waiting: 0, longestWaitSeconds: 0 }), 20_000);
  assert.equal(figures.at(90_000).longestWaitSeconds, 0);
});

test('several projects are added up; the longest wait is the longest of them', () => {
  const figures = new Figures();
  figures.signal('a', signal(), 0);
  figures.signal('b', signal({ waiting: 3, longestWaitSeconds: 10 }), 0);
  assert.deepEqual(figures.at(0), { waiting: 4, active: 4, paused: 0, resolvedToday: 10, longestWaitSeconds: 60 });
});
