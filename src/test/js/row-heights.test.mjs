import { test } from 'node:test';
import assert from 'node:assert/strict';
import { RowHeights } from '../../../static-ui/js/components/row-heights.js';

const keys = (n, from = 0) => Array.from({ length: n }, (_, i) => `k${from + i}`);
const list = (n, estimate = 50) => {
  const heights = new RowHeights(estimate);
  heights.setKeys(keys(n));
  return heights;
};

test('what was not measured is estimated, first by a guess, then by those that were', () => {
  const heights = list(100);
  assert.equal(heights.total, 5_000);
  heights.measured(new Map([['k0', 60], ['k1', 80]]));
  assert.equal(heights.total, 60 + 80 + 98 * 70);
  assert.equal(heights.offset(2), 140);
});

test('a height leads to its row, outside of the list to the nearest', () => {
  const heights = list(10);
  heights.measured(new Map([['k0', 100], ['k1', 100]]));
  assert.deepEqual([-5, 0, 99, 100, 350, 1e6].map((y) => heights.indexAt(y)), [0, 0, 0, 1, 3, 9]);
});

test('rows that come before the others leave what is known of those', () => {
  const heights = list(3);
  heights.measured(new Map([['k0', 10], ['k1', 20], ['k2', 30]]));
  heights.setKeys([...keys(2, 100), ...keys(3)]);
  assert.equal(heights.offset(heights.indexOf('k2')) - heights.offset(heights.indexOf('k0')), 30);
  assert.equal(heights.indexOf('gone'), -1);
});

test('an empty list has no height', () => {
  assert.deepEqual([list(0).total, list(0).indexAt(10), list(0).offset(3)], [0, 0, 0]);
});

test('it does not remember rows that have long gone', () => {
  const heights = list(0);
  for (let round = 0; round < 50; round++) {
    heights.setKeys(keys(10, round * 10));
    heights.measured(new Map(keys(10, round * 10).map((key) => [key, 77])));
  }
  heights.setKeys(keys(10));
  assert.equal(heights.total, 770, 'the estimate');
});
