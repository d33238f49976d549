import { test } from 'node:test';
import assert from 'node:assert/strict';
import { CustomerDesk } from '../../../static-ui/js/models/customer-desk.js';
import { Emitter } from '../../../static-ui/js/base/emitter.js';
import { watch } from '../../../static-ui/js/base/signals.js';
import { Thread } from '../../../static-ui/js/models/thread.js';
import { ADA, NORA, event, message, picked, ticket } from './fixtures.mjs';

const PAGE = 50;

/** An account with these tickets, at a desk that gives them 50 at a time. */
function space(tickets) {
  const asked = [];
  const live = new Set();
  const listeners = {};
  return {
    asked,
    live,
    listeners,
    account: NORA,
    desk: new Emitter(),
    readMarks: { unread: () => 0, prune() {} },
    session: {
      async get(path) {
        asked.push(path);
        const from = Number(new URL(path, 'http://desk').searchParams.get('after') ?? 0);
        return { items: tickets.slice(from, from + PAGE), next: from + PAGE < tickets.length ? String(from + PAGE) : null };
      },
    },
    feed(id, listener) {
      live.add(id);
      listeners[id] = listener;
      return { id, phase: 'loading', thread: new Thread(id), close: () => live.delete(id) };
    },
  };
}

const many = (n, more = {}) => Array.from({ length: n }, (_, i) => ticket({ id: `T${i}`, createdAt: new Date(1e12 - i).toISOString(), ...more }));

test('all pages of tickets are read, and every open one is listened to', async () => {
  const mine = space([...many(40, { status: 'RESOLVED' }), ...many(130).map((one) => ({ ...one, id: `O${one.id}` }))]);
  const desk = new CustomerDesk(mine);
  await desk.load();
  assert.equal(mine.asked.length, 4);
  assert.equal(desk.tickets.length, 170);
  assert.equal(mine.live.size, 130);
  assert.ok([...mine.live].every((id) => id.startsWith('O')));
});

test('the first page is shown before the last has come', async () => {
  const mine = space(many(120));
  const desk = new CustomerDesk(mine);
  const shown = [];
  watch(() => desk.loaded && desk.tickets.length, (length) => length && shown.push(length));
  await desk.load();
  assert.equal(shown[0], PAGE);
  assert.equal(desk.tickets.length, 120);
});

test('it stays below what one connection may subscribe to, also when many solved ones are looked at', async () => {
  const mine = space(many(600));
  const desk = new CustomerDesk(mine);
  await desk.load();
  assert.equal(mine.live.size, 200);
  for (let i = 200; i < 600; i++) desk.feed(`T${i}`);
  assert.ok(mine.live.size <= 250, `${mine.live.size}`);
  assert.ok(mine.live.has('T599'), 'the one that is looked at');
});

test('two wishes to load at once ask once; the next reconnect asks again', async () => {
  const mine = space(many(1));
  const desk = new CustomerDesk(mine);
  mine.desk.emit('state', { caughtUp: true });
  await desk.load();
  assert.equal(mine.asked.length, 1);
  mine.desk.emit('state', { caughtUp: true });
  await desk.load();
  assert.equal(mine.asked.length, 2);
});

test('closed, it listens to nothing', async () => {
  const mine = space(many(3));
  const desk = new CustomerDesk(mine);
  await desk.load();
  desk.close();
  mine.desk.emit('state', { caughtUp: true });
  assert.equal(mine.live.size, 0);
  assert.equal(mine.asked.length, 1);
});

test('of what was missed the last thing that staff did is told, and what they do from then on', async () => {
  const mine = space(many(1));
  const told = [];
  const desk = new CustomerDesk(mine, ({ seq }) => told.push(seq));
  await desk.load();
  mine.listeners.T0.onNews([picked(2, ADA), message(3, ADA), event(4, 'ticket.released', {}, { actor: ADA }), message(5, NORA)]);
  mine.listeners.T0.onNews([message(6, NORA)]);
  mine.listeners.T0.onNews([message(7, ADA)]);
  assert.deepEqual(told, [3, 7]);
});

test('who comes back to the page asks for the newest tickets only, and goes on as far as there is something new', async () => {
  const tickets = many(400);
  const mine = space(tickets);
  const desk = new CustomerDesk(mine);
  await desk.look();
  assert.equal(mine.asked.length, 8, 'at first there is nothing yet');
  await desk.look();
  assert.equal(mine.asked.length, 9);
  tickets.unshift(...many(70).map((one, i) => ({ ...one, id: `N${i}`, createdAt: new Date(2e12 - i).toISOString() })));
  await desk.look();
  assert.equal(mine.asked.length, 11 + 1, 'two pages with new ones, one without');
  assert.equal(desk.tickets.length, 470);
  assert.equal(desk.tickets[0].id, 'N0');
});
