import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Dashboard } from '../../../static-ui/js/models/dashboard.js';

const signal = (more) => ({ data: { waiting: 1, active: 2, paused: 0, resolvedToday: 5, longestWaitSeconds: 60, ...more } });

test('nothing is shown before it is known', () => {
  assert.equal(new Dashboard().at(0), null);
});

test('the longest wait goes on between two signals, and stands still where nobody waits', () => {
  const dashboard = new Dashboard();
  dashboard.signal('all', signal(), 10_000);
  assert.equal(dashboard.at(15_000).longestWaitSeconds, 65);
  dashboard.signal('all', signal({ waiting: 0, longestWaitSeconds: 0 }), 20_000);
  assert.equal(dashboard.at(90_000).longestWaitSeconds, 0);
});

test('several projects are added up; the longest wait is the longest of them', () => {
  const dashboard = new Dashboard();
  dashboard.signal('a', signal(), 0);
  dashboard.signal('b', signal({ waiting: 3, longestWaitSeconds: 10 }), 0);
  assert.deepEqual(dashboard.at(0), { waiting: 4, active: 4, paused: 0, resolvedToday: 10, longestWaitSeconds: 60 });
});
