import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ThreadFeed } from '../../../static-ui/js/models/thread-feed.js';
import { Emitter } from '../../../static-ui/js/base/emitter.js';
import { ADA, NORA, created, message, ticket } from './fixtures.mjs';

/** A feed, and the listener that the desk has of it. */
function feed() {
  let listener;
  const desk = Object.assign(new Emitter(), {
    subscribe(_, given) {
      listener = given;
      return { close() {} };
    },
  });
  const news = [];
  const opened = new ThreadFeed({ desk, session: {}, id: 'K7Q29XMD' }, { onNews: (events) => news.push(events.map(({ seq }) => seq)) }).open();
  return { listener, news, thread: opened.thread };
}

test('what was missed is news all at once, when all of it is here; after that each event by itself', () => {
  const { listener, news, thread } = feed();
  listener.onBegin();
  listener.onSnapshot({ ticket: ticket(), messages: [created()] }, 1);
  listener.onLive();
  assert.deepEqual(news, [], 'a snapshot is no news');
  listener.onEvent(message(2, NORA));
  listener.onBegin();
  listener.onEvent(message(3, NORA));
  assert.equal(thread.head, 3, 'it is shown at once');
  listener.onBegin();
  listener.onEvent(message(4, ADA));
  assert.deepEqual(news, [[2]]);
  listener.onLive();
  listener.onLive();
  listener.onEvent(message(5, ADA));
  assert.deepEqual(news, [[2], [3, 4], [5]]);
});

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => message(first + i, ADA));

/** A desk whose pages hold so many events at most, as long ones do. */
function feedOf(first, head, longest) {
  const calls = [];
  const session = {
    async get(path) {
      calls.push(path);
      const [, since, limit] = path.match(/since=(\d+)&limit=(\d+)/).map(Number);
      const last = since + Math.min(limit, longest);
      return { events: last > since ? range(since + 1, last) : [], head, more: last < head };
    },
  };
  let listener;
  const desk = Object.assign(new Emitter(), { subscribe: (_, to) => { listener = to; return { close() {} }; } });
  const feed = new ThreadFeed({ desk, session, id: 'K7Q29XMD' }).open();
  listener.onSnapshot({ ticket: ticket(), messages: range(first, head) }, head);
  return { feed, calls };
}

const seqs = (feed) => feed.thread.events.map((event) => event.seq);

test('a page that ends early leaves no hole before what is there', async () => {
  const { feed, calls } = feedOf(151, 152, 30);
  await feed.older();
  assert.deepEqual(seqs(feed), range(51, 152).map((event) => event.seq));
  assert.equal(calls.length, 4);
});

test('one page is asked for where it is whole', async () => {
  const { feed, calls } = feedOf(51, 60, 500);
  await feed.older();
  assert.equal(feed.thread.first, 1);
  assert.equal(calls.length, 1);
  assert.equal(feed.hasOlder, false);
});

test('what is not kept any more is not asked for without end', async () => {
  const { feed, calls } = feedOf(51, 60, 0);
  await feed.older();
  assert.equal(feed.thread.first, 51);
  assert.equal(calls.length, 1);
});
