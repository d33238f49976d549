import { afterEach, test } from 'node:test';
import assert from 'node:assert/strict';

globalThis.location = { origin: 'https://desk.example' };
let copies = 0;
const load = async () => (await import(`../../../static-ui/js/base/trusted-types.js?${++copies}`)).trustedScriptUrl;

afterEach(() => { delete globalThis.trustedTypes; });

test('an address of ours is trusted, another is not', async () => {
  globalThis.trustedTypes = { createPolicy: (name, rules) => ({ createScriptURL: (url) => `${name} ${rules.createScriptURL(url)}` }) };
  const trusted = await load();
  assert.equal(trusted(new URL('https://desk.example/a.js')), 'stompdesk https://desk.example/a.js');
  assert.throws(() => trusted(new URL('https://evil.example/a.js')), TypeError);
});

test('a page whose policy does not name ours loads all the same', async () => {
  globalThis.trustedTypes = { createPolicy() { throw new TypeError('Policy "stompdesk" disallowed.'); } };
  const trusted = await load();
  assert.equal(trusted(new URL('https://desk.example/a.js')), 'https://desk.example/a.js');
});

test('so does one in a browser without Trusted Types', async () => {
  assert.equal((await load())(new URL('https://desk.example/a.js')), 'https://desk.example/a.js');
});
