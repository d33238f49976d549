import { test } from 'node:test';
import assert from 'node:assert/strict';
import { formatTicketId, parseTicketId } from '../../../static-ui/js/models/ticket-id.js';

test('an id is shown in two halves', () => {
  assert.equal(formatTicketId('K7Q29XMD'), 'K7Q2-9XMD');
});

test('either form is accepted, in any case, with blanks around it', () => {
  for (const typed of ['K7Q29XMD', 'K7Q2-9XMD', 'k7q2-9xmd', ' K7Q29XMD ']) assert.equal(parseTicketId(typed), 'K7Q29XMD');
});

test('letters that Crockford leaves out are read as the digits that they look like', () => {
  assert.equal(parseTicketId('oil1-9xmd'), '01119XMD');
});

test('what is no id is refused', () => {
  for (const typed of ['', 'K7Q2', 'K7Q29XMDA', 'K7Q2_9XMD', 'UUUUUUUU', 'A.staff', '../../x']) assert.equal(parseTicketId(typed), null);
});
