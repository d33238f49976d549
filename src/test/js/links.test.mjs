import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parts } from '../../../static-ui/js/base/links.js';

const links = (text) => parts(text).filter((part) => part.href).map((part) => part.href);

test('a text without links stays in one piece', () => {
  assert.deepEqual(parts('no link here'), [{ text: 'no link here' }]);
});

test('no character is lost or added', () => {
  for (const text of ['', 'see https://a.example/x.', '(https://a.example/(x)) and mailto:b@c.example!', 'www.a.example,www.b.example']) {
    assert.equal(parts(text).map((part) => part.text).join(''), text);
  }
});

test('http, https, mailto and www become links', () => {
  assert.deepEqual(links('http://a.example/ https://b.example/x?y=1#z mailto:c@d.example www.e.example/f'),
    ['http://a.example/', 'https://b.example/x?y=1#z', 'mailto:c@d.example', 'https://www.e.example/f']);
});

test('no other scheme becomes a link', () => {
  assert.deepEqual(links('javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd ftp://a.example'), []);
});

test('the full stop at the end and the bracket round a link belong to the sentence', () => {
  assert.deepEqual(links('See (https://a.example/x).'), ['https://a.example/x']);
  assert.deepEqual(links('https://en.wikipedia.example/wiki/A_(b).'), ['https://en.wikipedia.example/wiki/A_(b)']);
});

test('markup stays text', () => {
  assert.deepEqual(parts('<img src=x onerror=alert(1)>'), [{ text: '<img src=x onerror=alert(1)>' }]);
});

test('a very long text without an end is read in linear time', () => {
  const started = performance.now();
  parts(`https://${'('.repeat(20_000)}`);
  parts(`www.${'a.'.repeat(20_000)}`);
  assert.ok(performance.now() - started < 1_000);
});

test('brackets and full stops behind a link, however many, cost no more than other characters', () => {
  const started = performance.now();
  for (const tail of [')', '.', ').', '(.']) parts(`https://a.example/${tail.repeat(20_000)}x`);
  for (const tail of [')', '.', ').']) assert.equal(parts(`https://a.example/x${tail.repeat(20_000)}`)[0].text, 'https://a.example/x');
  assert.ok(performance.now() - started < 500);
});

const labels = (text) => parts(text).filter((part) => part.href).map((part) => part.label.join('|'));

test('a link says the host that it leads to', () => {
  assert.deepEqual(labels('https://good.example@evil.example/x'), ['https://|evil.example|/x']);
  assert.deepEqual(labels('https://good.example:pw@evil.example'), ['https://|evil.example|/']);
  assert.deepEqual(labels('https://evil.example\\@good.example'), ['https://|evil.example|\\@good.example']);
  assert.deepEqual(labels('https://%65vil.example/'), ['https://|evil.example|/']);
  assert.deepEqual(labels('https://3627734734/x'), ['https://|216.58.214.206|/x']);
  assert.deepEqual(labels('HTTPS://A.Example/B'), ['HTTPS://|A.Example|/B']);
  assert.deepEqual(labels('www.a.example/x'), ['|www.a.example|/x']);
  assert.deepEqual(labels('mailto:a@b.example'), ['||mailto:a@b.example']);
  assert.deepEqual(labels('mailto:a@\u0430pple.example'), ['||mailto:a@%D0%B0pple.example']);
});

test('a host in letters of its own stays in them; one that mixes scripts is shown in punycode', () => {
  for (const host of ['münchen.example', 'пример.рф', '例え.jp', 'דוגמה.example', 'مثال.example', '예시.example']) {
    assert.deepEqual(labels(`https://${host}/x`), [`https://|${host}|/x`], host);
  }
  assert.deepEqual(labels('https://аррӏе.com/x'), ['https://|xn--80ak6aa92e.com|/x'], 'Cyrillic under a Latin domain');
  assert.deepEqual(labels('https://gооgle.example/'), ['https://|xn--ggle-55da.example|/'], 'two Cyrillic letters');
  assert.deepEqual(labels('https://good.comノx.evil.jp/'), ['https://|good.xn--comx-xq4c.evil.jp|/'], 'a letter like a slash');
  assert.deepEqual(labels('https://good.com\u2044x.evil.jp/'), ['https://|good.xn--comx-2g7a.evil.jp|/'], 'a fraction slash');
  assert.deepEqual(labels('https://paypaı.example/'), ['https://|xn--paypa-r4a.example|/'], 'an i without its dot');
});

test('a link ends before a character that turns directions round or cannot be seen', () => {
  for (const hidden of ['\u202a', '\u202e', '\u2066', '\u2069', '\u200e', '\u200f', '\u061c', '\u200b', '\u00ad', '\ufeff']) {
    assert.deepEqual(parts(`https://a.example/${hidden}x`).map((part) => part.text), ['https://a.example/', `${hidden}x`]);
  }
});

test('no link is longer than an address can be', () => {
  const longest = `https://a.example/${'x'.repeat(2_048 - 18)}`;
  assert.deepEqual(links(longest), [longest]);
  assert.deepEqual(links(`${longest}x and https://b.example`), ['https://b.example/']);
});
