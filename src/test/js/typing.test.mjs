import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Typing } from '../../../static-ui/js/models/typing.js';

test('it is told at once, then every 3 s, and when it is over', () => {
  const told = [];
  const typing = new Typing((on) => told.push(on));
  typing.typed('a', 10_000);
  typing.typed('ab', 11_000);
  typing.typed('abc', 13_100);
  typing.typed('', 13_200);
  assert.deepEqual(told, [true, true, false]);
});

test('who has not typed does not stop', () => {
  const told = [];
  new Typing((on) => told.push(on)).stop();
  assert.deepEqual(told, []);
});
