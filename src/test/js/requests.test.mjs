import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Requests } from '../../../static-ui/js/realtime/requests.js';
import { DeskError } from '../../../static-ui/js/realtime/desk-error.js';

test('the reply is handed over with the receipt, not before', async () => {
  const requests = new Requests();
  const { receipt, done } = requests.open('c1');
  requests.reply({ clientId: 'c1', type: 'ticket.picked' });
  requests.receipt(receipt);
  assert.deepEqual(await done, { clientId: 'c1', type: 'ticket.picked' });
});

test('a refusal finds its command by the receipt, or by the clientId', async () => {
  const requests = new Requests();
  const one = requests.open('c1');
  const two = requests.open('c2');
  assert.ok(requests.refuse({ code: 'NOT_YOURS', receipt: one.receipt }));
  assert.ok(requests.refuse({ code: 'BUSY', clientId: 'c2', retryable: true }));
  await assert.rejects(one.done, { code: 'NOT_YOURS' });
  await assert.rejects(two.done, { code: 'BUSY', retryable: true });
});

test('an error that nobody waits for is not swallowed', () => {
  assert.equal(new Requests().refuse({ code: 'INTERNAL' }), false);
});

test('the end of the connection answers all', async () => {
  const requests = new Requests();
  const all = [requests.open('c1').done, requests.open().done];
  requests.failAll(DeskError.disconnected());
  for (const done of all) await assert.rejects(done, { code: 'DISCONNECTED', retryable: true });
});
