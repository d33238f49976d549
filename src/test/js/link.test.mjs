import { mock, test } from 'node:test';
import assert from 'node:assert/strict';
import { Link } from '../../../static-ui/js/realtime/link.js';

/** stompdesk.realtime.connect-within */
const DESK_CLOSES_AFTER = 10_000;

globalThis.window = globalThis;
globalThis.location = { hostname: 'desk' };

/** A socket that is open and on which nobody answers. */
function silent() {
  globalThis.Stomp = { over: () => ({ connect() {} }) };
  return {
    closed: false,
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
