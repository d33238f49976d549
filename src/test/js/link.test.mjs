import { mock, test } from 'node:test';
import assert from 'node:assert/strict';
import { Link } from '../../../static-ui/js/realtime/link.js';

/** stompdesk.realtime.connect-within */
const DESK_CLOSES_AFTER = 10_000;

globalThis.window = globalThis;
globalThis.location = { hostname: 'desk' };

/** As stomp.js: `client` is the last one. */
let client;
const over = () => {
  client = { connected: false, unsubscribed: [], subscribe() {}, unsubscribe: (id) => client.unsubscribed.push(id) };
  client.connect = (headers, connected) => {
    client.answer = () => {
      client.connected = true;
      connected();
    };
  };
  return client;
};

/** A socket that is open and on which nobody answers. */
function silent() {
  globalThis.Stomp = { over, Frame: { marshall: (command, { receipt }) => `${command} ${receipt}` } };
  return {
    closed: false,
    sent: [],
    send(data) {
      this.sent.push(data);
    },
    onclose: () => {},
    onopen: () => {},
    close(code = 1006) {
      this.closed = true;
      this.onclose({ code });
    },
  };
}

test('who gets no CONNECTED gives up before the desk does', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const wire = silent();
  const opening = assert.rejects(Link.open(wire, 'token'), { closeCode: 1006 });
  mock.timers.tick(DESK_CLOSES_AFTER - 1_000);
  assert.ok(wire.closed);
  await opening;
});

test('a desk that closes instead of answering says why', async () => {
  const wire = silent();
  const opening = Link.open(wire, 'token');
  wire.close(1013);
  await assert.rejects(opening, { closeCode: 1013 });
});

/** A link over a wire, once the desk has answered. */
async function linked() {
  const wire = silent();
  const opening = Link.open(wire, 'token');
  client.answer();
  return { wire, link: await opening };
}

test('a goodbye is heard before the socket is closed, and is the last that is sent', async () => {
  const { wire, link } = await linked();
  const unsubscribe = link.subscribe('/topic/staff', { id: 's1' }, () => {});
  const goodbye = link.disconnect();
  unsubscribe();
  assert.deepEqual(wire.sent, ['DISCONNECT goodbye']);
  assert.deepEqual(client.unsubscribed, []);
  assert.equal(wire.closed, false);
  client.onreceipt({ headers: { 'receipt-id': 'goodbye' } });
  assert.ok(wire.closed);
  await goodbye;
});

test('a desk that does not hear a goodbye is not waited for', async (t) => {
  const { wire, link } = await linked();
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const goodbye = link.disconnect();
  mock.timers.tick(2_000);
  assert.ok(wire.closed);
  await goodbye;
});
