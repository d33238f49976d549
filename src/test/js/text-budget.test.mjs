import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parts, partsOf } from '../../../static-ui/js/base/links.js';
import { readsAs } from '../../../static-ui/js/base/hosts.js';
import { parseJson } from '../../../static-ui/js/base/json.js';
import { formatMessage } from '../../../static-ui/js/base/i18n/message-format.js';
import { parseTicketId } from '../../../static-ui/js/models/ticket-id.js';
import { Form } from '../../../static-ui/js/models/form.js';
import { timeline } from '../../../static-ui/js/models/timeline.js';

/** Twice as long as a message may be. Where each character is looked at once for each other one, it takes seconds. */
const LENGTH = 20_000;
const BUDGET_MS = 60;
const TEXTS = 250;

const PIECES = ['https://', 'http://', 'www.', 'mailto:', '.', ')', '(', ']', '[', '@', ':', '/', '//', '\\', '%', '%2', '?', '#', '&', '=', '-', '_', '~',
  'x', 'A', '1', ' ', '\n', '\t', ',', ';', '!', '…', '"', "'", '`', '<', '>', '{', '}', '{name}', '\u202e', '\u2069', '\u200b', '\u00ad', '\u0301', 'é', 'א', 'ع',
  'я', '漢', 'ノ', '👩', '\u200d', '\ud83d', '\udc00', '\0', 'xn--', 'https://a', 'a.', '.a', '@a.', ')x', '.)'];

/** What reads a text that others may have written, or that somebody types into a field. */
const READERS = {
  parts: (text) => parts(text),
  readsAs: (text) => readsAs(text, 'a.example'),
  parseJson: (text) => parseJson(JSON.stringify({ text })),
  formatMessage: (text) => formatMessage('{name} joined', { name: text }, 'ar'),
  'formatMessage, as its pattern': (text) => formatMessage(text, { name: text.slice(0, 3) }, 'en'),
  parseTicketId: (text) => parseTicketId(text),
  Form: (text) => new Form({ email: { required: true, email: true, min: 3, max: 200 } }, (key) => key, { email: text }).check(),
  timeline: (text) => timeline({ events: [event(text)], pending: [{ clientId: 'p', text, at: 0, state: 'sending' }], me: 'me' }).map((row) => row.parts?.()),
};

const event = (text) => ({ type: 'chat.message', seq: 1, at: '2026-03-01T09:30:00Z', actor: { id: 'a', name: 'Ada', role: 'AGENT' }, data: { text } });

/** The same texts each time (mulberry32). */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A few stretches, each of them a short pattern many times: what an attacker would try. */
function hostileText(next) {
  const piece = () => PIECES[Math.floor(next() * PIECES.length)];
  const pattern = () => Array.from({ length: 1 + Math.floor(next() * 3) }, piece).join('');
  const stretches = 1 + Math.floor(next() * 4);
  let text = next() < 0.5 ? 'https://' : '';
  for (let i = 0; i < stretches; i++) {
    const one = pattern();
    text += one.repeat(Math.ceil(LENGTH / stretches / one.length)) + (next() < 0.5 ? piece() : '');
  }
  return text.slice(0, LENGTH);
}

/** Of the processor, not of the clock: others run here too. The best of three, for the collector's sake. */
function cost(work) {
  let best = Infinity;
  for (let i = 0; i < 3 && best > BUDGET_MS; i++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

const KNOWN = [
  `https://a${'.'.repeat(6_659)}x${')'.repeat(3_330)}`,
  `www.${'a.'.repeat(LENGTH / 2)}`,
  `www.${'.'.repeat(LENGTH)}`,
  'www.'.repeat(LENGTH / 4),
  `https://${'('.repeat(LENGTH)}`,
  `https://${'a'.repeat(LENGTH)}`,
  `a@${'.'.repeat(LENGTH)}@`,
  `https://${'%2'.repeat(LENGTH / 2)}`,
  `https://${'@'.repeat(LENGTH)}`,
];

for (const [name, read] of Object.entries(READERS)) {
  test(`${name} reads whatever text within its budget`, () => {
    const next = random(8);
    const texts = [...KNOWN, ...Array.from({ length: TEXTS }, () => hostileText(next))];
    for (const text of texts) {
      const ms = cost(() => read(text));
      assert.ok(ms <= BUDGET_MS, `${ms.toFixed(0)} ms for ${JSON.stringify(`${text.slice(0, 60)}…${text.slice(-20)}`)}`);
    }
  });
}

test('whatever the text, its parts put together are the text, and each link leads to the host that it names', () => {
  const next = random(9);
  for (let i = 0; i < TEXTS; i++) {
    const text = hostileText(next).slice(0, 2_000);
    const found = parts(text);
    assert.equal(found.map((part) => part.text).join(''), text);
    for (const { href, label } of found.filter((part) => part.href)) {
      assert.match(href, /^(?:https?:|mailto:)/);
      assert.doesNotMatch(label.join(''), /[\u202a-\u202e\u2066-\u2069\u200b]/);
      if (label[1]) assert.equal(new URL(`https://${label[1]}`).hostname, new URL(href).hostname);
    }
  }
});

test('a message is parsed once, however often it is drawn', () => {
  const said = event('see https://a.example');
  const [first, again] = [1, 2].map(() => timeline({ events: [said], pending: [], me: 'me' }).find((row) => row.kind === 'message').parts());
  assert.equal(first, again);
  assert.equal(partsOf(said, said.data.text), first);
});
