import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Timeline, timeline } from '../../../static-ui/js/models/timeline.js';
import { ADA, BEN, NORA, created, event, message, picked } from './fixtures.mjs';

const kinds = (rows) => rows.map((row) => row.kind);
const show = (events, more = {}) => timeline({ events, pending: [], me: NORA.id, ...more });

test('a new ticket shows the day, that it was created, and what its customer wrote', () => {
  const rows = show([created()]);
  assert.deepEqual(kinds(rows), ['day', 'system', 'description']);
  assert.equal(rows[2].text, 'It smokes.');
  assert.ok(rows[2].mine);
});

test('each day has one line', () => {
  const nextDay = { ...message(3, ADA), at: '2026-03-03T09:00:00Z' };
  assert.deepEqual(kinds(show([message(2, ADA), nextDay])), ['day', 'message', 'day', 'message']);
});

test('messages of one person within five minutes belong together; others and pauses end that', () => {
  const rows = show([message(2, ADA, 'a', { minute: 1 }), message(3, ADA, 'b', { minute: 2 }), message(4, NORA, 'c', { minute: 3 }), message(5, ADA, 'd', { minute: 4 }), message(6, ADA, 'e', { minute: 30 })])
    .filter((row) => row.kind === 'message');
  assert.deepEqual(rows.map((row) => row.first), [true, false, true, true, true]);
  assert.deepEqual(rows.map((row) => row.last), [false, true, true, true, true]);
});

test('the unread line stands before the first unread message of somebody else, and only once', () => {
  const rows = show([message(2, ADA), message(3, NORA), message(4, ADA), message(5, ADA)], { readUpTo: 2 });
  assert.deepEqual(kinds(rows), ['day', 'message', 'message', 'unread', 'message', 'message']);
});

test('one\'s own messages and news of the desk draw no unread line', () => {
  assert.ok(!kinds(show([created(), picked(2, ADA), message(3, NORA)], { readUpTo: 0 })).includes('unread'));
});

test('what is on its way stands at the end with its state, and keeps its key when it arrives', () => {
  const pending = [{ clientId: 'c9', text: 'soon', at: Date.UTC(2026, 2, 1, 9, 10), state: 'sending' }];
  const before = show([created()], { pending });
  assert.deepEqual([before.at(-1).state, before.at(-1).mine, before.at(-1).key], ['sending', true, 'c9']);
  const after = show([created(), message(2, NORA, 'soon', { clientId: 'c9' })]);
  assert.deepEqual([after.at(-1).state, after.at(-1).key], ['stored', 'c9']);
});

test('an agent who comes back several times without picking up is back once', () => {
  const back = (seq, agent) => event(seq, 'agent.reconnected', { agent });
  const rows = show([back(2, ADA), back(3, ADA), back(4, BEN), message(5, NORA), back(6, BEN)]);
  assert.deepEqual(rows.filter((row) => row.kind === 'system').map((row) => row.event.seq), [3, 4, 6]);
});

test('that an agent is back is said no more once they are gone again, of this time only', () => {
  const back = (seq) => event(seq, 'agent.reconnected', { agent: ADA });
  const gone = (events, away) => show(events, { away }).filter((row) => row.goneAgain).map((row) => row.event.seq);
  assert.deepEqual(gone([back(2), picked(3, ADA), back(4), message(5, NORA)], ADA.id), [4]);
  assert.deepEqual(gone([back(2)], null), []);
  assert.deepEqual(gone([back(2)], BEN.id), []);
  assert.deepEqual(gone([back(2), picked(3, ADA)], ADA.id), []);
});

test('a type that this client does not know is left out', () => {
  assert.deepEqual(show([{ ...message(2, ADA), type: 'note.added' }]), []);
});

test('keys are unique', () => {
  const keys = show([created(), picked(2, ADA), message(3, ADA), message(4, NORA)], { readUpTo: 2 }).map((row) => row.key);
  assert.equal(new Set(keys).size, keys.length);
});

test('event by event it shows the same as at once', () => {
  const back = (seq, agent, minute) => event(seq, 'agent.reconnected', { agent }, { minute });
  const log = [created(), picked(2, ADA), message(3, ADA), message(4, ADA), message(5, NORA), back(6, ADA), back(7, ADA, 6_000), message(8, NORA, 'x', { minute: 6_001 }),
    { ...message(9, ADA), type: 'note.added' }, message(10, NORA, 'y', { minute: 6_002 }), back(11, BEN, 9_000), back(12, BEN, 12_000), back(13, ADA, 12_001)];
  const pending = [{ clientId: 'c9', text: 'soon', at: Date.UTC(2026, 2, 1, 9, 6_004), state: 'sending' }];
  const plain = (rows) => rows.map(({ parts, ...row }) => row);
  const oneByOne = new Timeline(NORA.id, 2);
  for (let n = 0; n <= log.length; n++) {
    for (const waiting of [[], pending]) {
      const events = log.slice(0, n);
      assert.deepEqual(plain(oneByOne.rows({ events, pending: waiting, away: ADA.id })), plain(show(events, { pending: waiting, away: ADA.id, readUpTo: 2 })), `${n}`);
    }
  }
  const older = log.slice(2);
  assert.deepEqual(plain(new Timeline(NORA.id).rows({ events: older, pending: [] })), plain(show(older)));
});

test('older events that come before the others, and a snapshot, are shown as at once', () => {
  const log = [created(), picked(2, ADA), message(3, ADA), message(4, NORA)];
  const kept = new Timeline(NORA.id, 2);
  for (const events of [log.slice(2), log, log.slice(0, 1), [created(), message(2, ADA)]]) {
    assert.deepEqual(kept.rows({ events, pending: [] }).map(({ key, first, last }) => [key, first, last]), show(events, { readUpTo: 2 }).map(({ key, first, last }) => [key, first, last]));
  }
});

test('one more message makes a row of its own, and another of the one it joins; all others stay the same objects', () => {
  const log = Array.from({ length: 5_000 }, (_, i) => message(i + 1, i % 3 ? ADA : NORA, `m${i}`, { minute: i }));
  const kept = new Timeline(NORA.id);
  const before = kept.rows({ events: log, pending: [] });
  assert.equal(kept.rows({ events: log, pending: [] }), before);
  const after = kept.rows({ events: [...log, message(5_001, log.at(-1).actor, 'one more', { minute: 5_000 })], pending: [] });
  assert.equal(after.length, before.length + 1);
  assert.deepEqual(after.map((row, i) => row === before[i]).lastIndexOf(true), before.length - 2);
  assert.equal(after.filter((row, i) => row !== before[i]).length, 2);
  assert.ok(before.at(-1).last && !after.at(-2).last, 'what others have seen is not changed');
});
