import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Composing } from '../../../static-ui/js/models/composing.js';
import { ADA, BEN, NORA, message } from './fixtures.mjs';

const begunAt = (head) => {
  const composing = new Composing();
  composing.typed('Hel', head);
  composing.typed('Hello', head + 1);
  return composing;
};
const nothingSentHere = () => false;

test('what the customer writes meanwhile asks nobody', () => {
  assert.equal(begunAt(3).ifSeq([message(4, NORA)], ADA, nothingSentHere), undefined);
});

test('a colleague\'s answer since the first key makes it conditional on what was seen then', () => {
  assert.equal(begunAt(3).ifSeq([message(4, BEN)], ADA, nothingSentHere), 3);
  assert.equal(begunAt(4).ifSeq([message(4, BEN)], ADA, nothingSentHere), undefined);
});

test('so does a message of the same account from another device, for customers too', () => {
  const sentHere = (clientId) => clientId === 'here';
  assert.equal(begunAt(3).ifSeq([message(4, ADA, 'x', { clientId: 'there' })], ADA, sentHere), 3);
  assert.equal(begunAt(3).ifSeq([message(4, ADA, 'x', { clientId: 'here' })], ADA, sentHere), undefined);
  assert.equal(begunAt(3).ifSeq([message(4, NORA, 'x', { clientId: 'there' })], NORA, sentHere), 3);
});

test('for a customer, answers of staff are what they are waiting for', () => {
  assert.equal(begunAt(3).ifSeq([message(4, ADA)], NORA, nothingSentHere), undefined);
});

test('an emptied field begins anew', () => {
  const composing = begunAt(3);
  composing.typed(' ', 5);
  composing.typed('Again', 5);
  assert.equal(composing.ifSeq([message(4, BEN)], ADA, nothingSentHere), undefined);
});
