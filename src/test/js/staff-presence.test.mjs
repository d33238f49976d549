import { test } from 'node:test';
import assert from 'node:assert/strict';
import { StaffPresence } from '../../../static-ui/js/models/staff-presence.js';
import { ADA, BEN } from './fixtures.mjs';

const CHIARA = { id: 'chiara', name: 'Chiara', role: 'AGENT' };
const is = (account, status, chats = 0) => ({ account, status, chats });
const told = (...agents) => ({ type: 'presence', data: { agents } });
const here = (presence) => presence.here.map(({ account, status }) => `${account.name} ${status}`);

test('who is online comes first, who is offline is not here', () => {
  const presence = new StaffPresence(ADA.id);
  presence.begin('all');
  presence.signal('all', told(is(ADA, 'AWAY'), is(BEN, 'OFFLINE'), is(CHIARA, 'ONLINE')));
  assert.deepEqual(here(presence), ['Chiara ONLINE', 'Ada AWAY']);
  assert.equal(presence.mine, 'AWAY');
  presence.signal('all', { type: 'agent.joined', data: { agents: [is(BEN, 'ONLINE')] } });
  assert.deepEqual(here(presence), ['Ben ONLINE', 'Chiara ONLINE', 'Ada AWAY']);
});

test('after a new connection, who vanished meanwhile does not linger', () => {
  const presence = new StaffPresence(ADA.id);
  presence.begin('all');
  presence.signal('all', told(is(ADA, 'ONLINE'), is(BEN, 'ONLINE'), is(CHIARA, 'AWAY')));
  presence.begin('all');
  assert.deepEqual(here(presence).length, 3, 'a blip does not empty the screen');
  presence.signal('all', told(is(ADA, 'ONLINE'), is(CHIARA, 'AWAY')));
  assert.deepEqual(here(presence), ['Ada ONLINE', 'Chiara AWAY']);
});

test('project by project: only who is in none of them any more has gone', () => {
  const presence = new StaffPresence(ADA.id);
  for (const part of ['a', 'b']) presence.begin(part);
  presence.signal('a', told(is(ADA, 'ONLINE'), is(BEN, 'ONLINE')));
  presence.signal('b', told(is(ADA, 'ONLINE'), is(BEN, 'ONLINE'), is(CHIARA, 'ONLINE')));
  for (const part of ['a', 'b']) presence.begin(part);
  presence.signal('a', told(is(ADA, 'ONLINE')));
  assert.deepEqual(here(presence), ['Ada ONLINE', 'Ben ONLINE', 'Chiara ONLINE']);
  presence.signal('b', told(is(ADA, 'ONLINE'), is(CHIARA, 'ONLINE')));
  assert.deepEqual(here(presence), ['Ada ONLINE', 'Chiara ONLINE']);
});

test('who was demoted or disabled leaves with agent.offline', () => {
  const presence = new StaffPresence(ADA.id);
  presence.signal('all', told(is(ADA, 'ONLINE'), is(BEN, 'ONLINE')));
  presence.signal('all', { type: 'agent.offline', data: { agents: [is(BEN, 'OFFLINE')] } });
  assert.deepEqual(here(presence), ['Ada ONLINE']);
});

test('my own status is known before the desk has told it', () => {
  const presence = new StaffPresence(ADA.id);
  presence.set('ONLINE', ADA);
  presence.begin('a');
  presence.signal('a', told(is(BEN, 'ONLINE')));
  assert.equal(presence.mine, 'ONLINE');
});
