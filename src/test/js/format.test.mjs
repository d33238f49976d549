import { test } from 'node:test';
import assert from 'node:assert/strict';
import { watch } from '../../../static-ui/js/base/signals.js';
import { day, moment } from '../../../static-ui/js/base/i18n/format.js';

process.env.TZ = 'Europe/Berlin';
globalThis.document = { hidden: false };
const at = (text) => new Date(text).getTime();

test('what was today is yesterday after midnight, on a page that is left open', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: at('2026-03-02T23:59:00') });
  const shown = [];
  const stop = watch(() => [day(at('2026-03-02T10:00:00')), moment('2026-03-02T10:00:00')], (words) => shown.push(words));
  t.mock.timers.tick(50_000);
  assert.equal(shown.length, 1);
  t.mock.timers.tick(20_000);
  stop();
  assert.deepEqual(shown.map(([name]) => name), ['Today', 'Yesterday']);
  assert.match(shown[0][1], /10:00/);
  assert.match(shown[1][1], /Mar/);
});

test('yesterday is the day before, also where the clocks change', (t) => {
  for (const [now, yesterday, before] of [
    ['2026-03-30T00:30:00', '2026-03-29T00:10:00', '2026-03-28T23:50:00'],
    ['2026-10-26T23:30:00', '2026-10-25T00:10:00', '2026-10-24T23:50:00'],
  ]) {
    t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: at(now) });
    const stop = watch(() => day(at(yesterday)), () => {});
    t.mock.timers.tick(1_000);
    assert.equal(day(at(yesterday)), 'Yesterday');
    assert.notEqual(day(at(before)), 'Yesterday');
    stop();
    t.mock.timers.reset();
  }
});
