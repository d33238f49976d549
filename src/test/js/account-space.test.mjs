import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ADA } from './fixtures.mjs';

// Other tabs are another test's; an open channel would keep Node from ending.
globalThis.BroadcastChannel = undefined;
const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page);
globalThis.document = Object.assign(new EventTarget(), { baseURI: 'http://desk.example/' });
globalThis.navigator ??= { onLine: true };
const sockets = [];
globalThis.WebSocket = class {
  constructor(url) {
    sockets.push(this);
    this.url = url;
  }

  close() {}
};
const { AccountSpace } = await import('../../../static-ui/js/models/account-space.js');

test('the connection does not wait for the browser\'s database', async () => {
  let opened;
  globalThis.indexedDB = {
    open() {
      const request = {};
      opened = () => request.onerror();
      return request;
    },
  };
  const opening = AccountSpace.open({ account: { ...ADA, projects: [] }, token: async () => 'token', expiresIn: 60_000 });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(sockets.map(({ url }) => String(url)), ['ws://desk.example/ws/websocket']);
  opened();
  const space = await opening;
  assert.equal(space.outbox.durable, false);
  space.close();
  sockets[0].onclose({ code: 1006 });
});
