import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { formatMessage } from '../../../static-ui/js/base/i18n/message-format.js';

const ui = new URL('../../../static-ui/', import.meta.url);
const load = async (language) => (await import(`${ui}js/base/i18n/${language}.js`)).default;
const english = await load('en');
const forms = (message) => (typeof message === 'string' ? [message] : Object.values(message));
const places = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

for (const language of ['de', 'ar']) {
  test(`${language} says everything that English says, and no more`, async () => {
    assert.deepEqual(Object.keys(await load(language)), Object.keys(english));
  });

  test(`${language} has the same places to fill in`, async () => {
    const messages = await load(language);
    for (const [key, message] of Object.entries(english)) {
      assert.deepEqual(places(forms(messages[key]).at(-1)), places(forms(message).at(-1)), key);
      assert.equal(typeof messages[key], typeof message, key);
    }
  });
}

/** The constants of one of the desk's enums, in the order of its source. */
async function constants(type) {
  const source = await readFile(new URL(`../../main/java/io/stompdesk/${type}.java`, import.meta.url), 'utf8');
  const body = source.replace(/\/\*\*?[\s\S]*?\*\//g, '').match(/enum \w+ \{([^;}]*)/)[1];
  return body.match(/\b[A-Z_]+\b/g);
}

/** What * stands for in each key that the code puts together. */
const dynamic = {
  'app.theme.*': ['auto', 'light', 'dark'],
  'connection.*': ['connecting', 'connected', 'reconnecting', 'offline'],
  'customer.*': ['resolve', 'reopen'],
  'dashboard.*': ['waiting', 'active', 'paused', 'resolvedToday', 'longestWait', 'staffOnline'],
  // The other codes are shown in the desk's own words.
  'error.*': Object.keys(english).filter((key) => key.startsWith('error.')).map((key) => key.slice('error.'.length)),
  'event.paused.*': await constants('ticket/TicketPaused'),
  'locked.*': (await constants('ticket/Status')).filter((status) => status !== 'ACTIVE'),
  'locked.staff.*': await constants('ticket/Status'),
  '*.submit': ['login', 'register'],
  '*.submitting': ['login', 'register'],
  'presence.*': await constants('presence/PresenceStatus'),
  'priority.*': await constants('ticket/Priority'),
  'queues.*': ['mine', 'waiting', 'paused', 'colleagues', 'resolved'],
  'queues.*.empty': ['mine', 'waiting', 'paused', 'colleagues', 'resolved'],
  'status.*': await constants('ticket/Status'),
};
/** Names of stored values that look like keys. */
const stored = ['pane.*'];
const dynamicKeys = Object.entries(dynamic).flatMap(([key, values]) => values.map((value) => key.replace('*', value)));

/** Our modules but for the texts themselves, by name. */
async function modules() {
  const names = (await readdir(new URL('js', ui), { recursive: true }))
    .filter((name) => name.endsWith('.js') && !/^vendor|i18n\/(en|de|ar)\.js$/.test(name));
  return Promise.all(names.map(async (name) => [name, await readFile(new URL(`js/${name}`, ui), 'utf8')]));
}

test('each key that the code names exists', async () => {
  for (const [name, code] of await modules()) {
    for (const [, key] of code.matchAll(/\bt\('([\w.]+)'/g)) assert.ok(key in english, `${name}: ${key}`);
  }
});

test('each key that the code puts together is in the table above, and each of its values exists', async () => {
  const found = new Set();
  for (const [name, code] of await modules()) {
    for (const [, call, text] of code.matchAll(/(\bt\()?`((?:[\w.]|\$\{[^`{}]*\})*)`/g)) {
      const key = text.replace(/\$\{[^}]*\}/g, '*');
      const shape = new RegExp(`^${key.replaceAll('.', '\\.').replaceAll('*', '\\w+')}$`);
      const names = /\w/.test(key) && key.includes('*') && key.includes('.') && !stored.includes(key);
      if (names && (call || Object.keys(english).some((known) => shape.test(known)))) {
        assert.ok(key in dynamic, `${name}: ${text}`);
        found.add(key);
      }
    }
  }
  assert.deepEqual([...found].sort(), Object.keys(dynamic).sort());
  for (const key of dynamicKeys) assert.ok(key in english, key);
});

test('the code uses each key', async () => {
  const pages = await Promise.all(['index.html', 'staff/index.html'].map((page) => readFile(new URL(page, ui), 'utf8')));
  const code = (await modules()).map(([, text]) => text).concat(pages).join();
  for (const key of Object.keys(english)) assert.ok(code.includes(`'${key}'`) || dynamicKeys.includes(key), key);
});

test('each error that the desk can refuse with has the same name here', async () => {
  const codes = [...(await constants('kernel/ErrorCode')), 'NETWORK', 'DISCONNECTED', 'TIMEOUT'];
  for (const code of dynamic['error.*']) assert.ok(codes.includes(code), code);
});

test('the plural follows the language', async () => {
  const n = { one: 'one {n}', two: 'two', few: 'few {n}', other: 'other {n}' };
  assert.equal(formatMessage(n, { n: 1 }, 'en'), 'one 1');
  assert.equal(formatMessage(n, { n: 3 }, 'en'), 'other 3');
  assert.equal(formatMessage(n, { n: 2 }, 'ar'), 'two');
});

test('a value is not read as a pattern', () => {
  assert.equal(formatMessage('{name}!', { name: '{n} $& $1' }, 'en'), '{n} $& $1!');
});

test('a name that runs the other way is set apart from the sentence', () => {
  assert.equal(formatMessage('{name} joined', { name: 'Ada' }, 'en'), 'Ada joined');
  assert.equal(formatMessage('{name} joined', { name: 'ليلى' }, 'en'), '\u2068ليلى\u2069 joined');
  assert.equal(formatMessage('انضم {name}', { name: 'Ada' }, 'ar'), 'انضم \u2068Ada\u2069');
});
