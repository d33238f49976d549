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
