import { test } from 'node:test';
import assert from 'node:assert/strict';
import { nameInWords } from '../../../static-ui/js/models/person.js';
import { Thread } from '../../../static-ui/js/models/thread.js';

test('guests are called so, in front of their name', () => {
  assert.equal(nameInWords({ id: 'c', name: 'Carol', role: 'CUSTOMER', guest: true }), 'Guest Carol');
  assert.equal(nameInWords({ id: 'c', name: 'Carol', role: 'CUSTOMER' }), 'Carol');
});

test('so they are while they type', () => {
  const thread = new Thread('K7Q29XMD');
  thread.signal({ type: 'typing', actor: { id: 'c', name: 'Carol', role: 'CUSTOMER', guest: true }, data: { typing: true } }, 1_000);
  assert.deepEqual(thread.typing('ada', 1_001), ['Guest Carol']);
});
