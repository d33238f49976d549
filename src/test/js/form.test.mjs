import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Form } from '../../../static-ui/js/models/form.js';

const words = (key) => key;
const form = () => new Form({ name: { required: true }, email: { email: true }, subject: { required: true, max: 5 } }, words);

test('a form does not complain before somebody has had a chance to fill it in', () => {
  const f = form();
  assert.equal(f.error('name'), null);
  f.leave('name');
  assert.equal(f.error('name'), null);
});

test('sending names the first field that is wrong', () => {
  const f = form();
  f.set('name', 'Nora');
  assert.equal(f.check(), 'subject');
  assert.equal(f.error('subject'), 'form.missing');
  f.set('subject', 'Printer');
  assert.equal(f.error('subject'), 'form.tooLong');
});

test('a field that may stay empty is looked at only when it is not', () => {
  const f = form();
  f.set('email', 'nora@');
  f.leave('email');
  assert.equal(f.error('email'), 'form.emailWrong');
  f.set('email', '');
  assert.equal(f.error('email'), null);
  assert.ok(!('email' in f.values));
});

test('a refusal stands at the field that it is about, until that changes', async () => {
  const f = form();
  await f.send(async () => { throw { code: 'NAME_RESERVED' }; }, () => 'reserved');
  assert.equal(f.error('name'), 'reserved');
  assert.equal(f.problem, null);
  f.set('name', 'Other');
  assert.equal(f.error('name'), null);
  await f.send(async () => { throw { code: 'BUSY' }; }, () => 'busy');
  assert.equal(f.problem, 'busy');
});
