import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parseJson } from '../../../static-ui/js/base/json.js';

test('characters that turn the direction of a text are shown by their names', () => {
  assert.deepEqual(parseJson(JSON.stringify({ subject: 'invoice\u202Efdp.exe', list: ['\u2067a\u2069'] })),
    { subject: 'invoice<U+202E>fdp.exe', list: ['<U+2067>a<U+2069>'] });
  for (const character of '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069') {
    assert.doesNotMatch(parseJson(JSON.stringify(character)), /[\u202a-\u202e\u2066-\u2069]/);
  }
});

test('all else stays as it was written', () => {
  const text = 'Zoë שלום\u200f مرحبا \u200e"\\u202e" \\ <U+202E> 👩‍🚀\n';
  assert.equal(parseJson(JSON.stringify(text)), text);
});
