import { test } from 'node:test';
import assert from 'node:assert/strict';
import { watch } from '../../../static-ui/js/base/signals.js';
import { Thread } from '../../../static-ui/js/models/thread.js';
import { ADA, NORA, created, event, message, picked, ticket } from './fixtures.mjs';

const seqs = (thread) => thread.events.map((e) => e.seq);

test('a snapshot plus the events after it equals a later snapshot', () => {
  const log = [created(), picked(2, ADA), message(3, ADA), message(4, NORA)];
  const early = new Thread('K7Q29XMD');
  early.snapshot({ ticket: ticket(), messages: log.slice(0, 1) }, 1);
  log.slice(1).forEach((e) => early.apply(e));
  const late = new Thread('K7Q29XMD');
  late.snapshot({ ticket: log[1].data.ticket, messages: log }, 4);
  assert.deepEqual(early.events, late.events);
  assert.deepEqual(early.ticket, late.ticket);
  assert.equal(early.head, late.head);
});

test('the ticket is as the last event left it; a chat message leaves it as it was', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket(), messages: [created()] }, 1);
  thread.apply(picked(2, ADA));
  thread.apply(message(3, NORA));
  assert.equal(thread.ticket.status, 'ACTIVE');
  assert.equal(thread.ticket.agent, ADA);
  assert.equal(thread.head, 3);
});

test('older pages come before what is there', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket(), messages: [message(5, ADA), message(6, ADA)] }, 6);
  assert.equal(thread.first, 5);
  thread.prepend([message(3, ADA), message(4, ADA)]);
  assert.deepEqual(seqs(thread), [3, 4, 5, 6]);
});

test('a second snapshot leaves nothing of the first', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket(), messages: [message(5, ADA, 'x', { clientId: 'c5' })] }, 5);
  thread.snapshot({ ticket: ticket(), messages: [created()] }, 1);
  assert.deepEqual(seqs(thread), [1]);
  assert.equal(thread.has('c5'), false);
  assert.equal(thread.head, 1);
});

test('it knows which messages of the outbox have arrived', () => {
  const thread = new Thread('K7Q29XMD');
  thread.apply(message(2, NORA, 'x', { clientId: 'c2' }));
  assert.ok(thread.has('c2'));
  assert.ok(!thread.has('c3'));
});

test('typing ends with a message, by itself after 5 s, and is never shown to who types', () => {
  const typing = { type: 'typing', actor: ADA, data: { typing: true } };
  const thread = new Thread('K7Q29XMD');
  thread.signal(typing, 1_000);
  assert.deepEqual(thread.typing(NORA.id, 5_900), ['Ada']);
  assert.deepEqual(thread.typing(NORA.id, 6_100), []);
  assert.deepEqual(thread.typing(ADA.id, 2_000), []);
  thread.signal(typing, 7_000);
  thread.apply(message(2, ADA));
  assert.deepEqual(thread.typing(NORA.id, 7_100), []);
});

test('the place in the queue is forgotten with the waiting, and signals with the connection', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket(), messages: [created()] }, 1);
  thread.signal({ type: 'queue', data: { position: 2, waiting: 3, agentsOnline: 1 } });
  thread.signal({ type: 'presence', data: { account: NORA, online: true } });
  assert.equal(thread.queue.position, 2);
  thread.forgetSignals();
  assert.equal(thread.queue, null);
  assert.equal(thread.online.size, 0);
  thread.signal({ type: 'queue', data: { position: 1, waiting: 1, agentsOnline: 1 } });
  thread.apply(picked(2, ADA));
  assert.equal(thread.queue, null);
});

test('who watches hears of each change', () => {
  const thread = new Thread('K7Q29XMD');
  let heard = 0;
  const stop = watch(() => [thread.events, thread.head], () => heard++);
  thread.apply(event(1, 'ticket.created', { ticket: ticket() }));
  stop();
  thread.apply(message(2, ADA));
  assert.equal(heard, 2, 'at first, and once for the event');
});

test('the agent of a paused chat is away when a signal says so, and not because of one from before they came back', () => {
  const presence = (online) => ({ type: 'presence', data: { account: ADA, online } });
  const paused = ticket({ status: 'PAUSED', agent: ADA });
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: paused, messages: [created()] }, 1);
  assert.equal(thread.away, null);
  thread.signal(presence(false));
  assert.equal(thread.away, ADA.id);
  thread.apply(event(2, 'agent.reconnected', { agent: ADA, ticket: paused }));
  assert.equal(thread.away, null);
  thread.signal(presence(true));
  assert.equal(thread.away, null);
  thread.signal(presence(false));
  assert.equal(thread.away, ADA.id);
});

test('a ticket that comes without its description keeps the one that is known', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket({ system: 'ERP' }), messages: [created()] }, 1);
  const { description, system, ...lean } = ticket({ status: 'ACTIVE', agent: ADA, head: 2 });
  thread.apply(event(2, 'ticket.picked', { ticket: lean }));
  assert.deepEqual([thread.ticket.status, thread.ticket.description, thread.ticket.system], ['ACTIVE', 'It smokes.', 'ERP']);
});

test('only messages of others count as unread, however long the thread', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket(), messages: [created(), message(2, ADA), message(3, NORA), message(4, ADA)] }, 4);
  assert.equal(thread.countAfter(1, NORA.id), 2);
  assert.equal(thread.countAfter(3, NORA.id), 1);
  assert.equal(thread.countAfter(4, NORA.id), 0);
});

test('a stored message of mine that is older than what is here is not waited for', () => {
  const thread = new Thread('K7Q29XMD');
  const entries = [{ clientId: 'c3', seq: 3 }, { clientId: 'c6', seq: 6 }, { clientId: 'c9', seq: 9 }, { clientId: 'c?' }];
  assert.equal(thread.awaited(entries).length, 4, 'nothing is here yet');
  thread.snapshot({ ticket: ticket(), messages: [message(5, ADA), message(6, NORA, 'x', { clientId: 'c6' })] }, 6);
  assert.deepEqual(thread.awaited(entries).map(({ clientId }) => clientId), ['c9', 'c?']);
});

test('a message is no news of the ticket: its history stays the same object', () => {
  const thread = new Thread('K7Q29XMD');
  thread.snapshot({ ticket: ticket(), messages: [created()] }, 1);
  const before = thread.history;
  thread.apply(message(2, ADA));
  assert.equal(thread.history, before);
  thread.apply(picked(3, ADA));
  assert.deepEqual(thread.history.map(({ seq }) => seq), [1, 3]);
});
