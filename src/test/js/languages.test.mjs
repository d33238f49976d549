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

test('each key that the code names exists', async () => {
  const folders = ['js/components', 'js/models', 'js/pages', 'js/base/i18n'];
  for (const folder of folders) {
    for (const file of await readdir(new URL(folder, ui))) {
      const code = await readFile(new URL(`${folder}/${file}`, ui), 'utf8');
      for (const [, key] of code.matchAll(/\bt\('([\w.]+)'/g)) assert.ok(key in english, `${file}: ${key}`);
    }
  }
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
