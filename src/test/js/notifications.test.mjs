import { beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';

const shown = [];
globalThis.Notification = class {
  static permission = 'default';
  static answer = 'granted';
  static async requestPermission() {
    this.permission = this.answer;
    return this.answer;
  }

  constructor(title, options) {
    shown.push({ title, ...options, notification: this });
  }

  close() {
    this.closed = true;
    queueMicrotask(() => this.onclose?.());
  }
};
globalThis.window = { focus: () => {} };
globalThis.document = { hidden: true, hasFocus: () => false };
const { notifications } = await import('../../../static-ui/js/models/notifications.js');

const call = (more = {}) => notifications.notify({ title: 'Cleo', text: 'Hello?', about: 'K7Q29XMD', open: () => {}, ...more });

beforeEach(() => {
  shown.length = 0;
  document.hidden = true;
});

test('nobody is called who has not asked for it', async () => {
  await call();
  assert.deepEqual(shown, []);
});

test('who wants notifications is asked by the browser, and told when that says no', async () => {
  Notification.answer = 'denied';
  await notifications.wantDesktop(true);
  assert.ok(notifications.denied);
  assert.ok(!notifications.desktop);
  await call();
  assert.deepEqual(shown, []);
  Notification.answer = 'granted';
  await notifications.wantDesktop(true);
  assert.ok(!notifications.denied);
  assert.ok(notifications.desktop);
});

test('who looks elsewhere is called, and led to where it is', async () => {
  let opened = false;
  await call({ open: () => { opened = true; } });
  assert.deepEqual(shown.map(({ title, body, tag }) => [title, body, tag]), [['Cleo', 'Hello?', 'K7Q29XMD']]);
  shown[0].notification.onclick();
  assert.ok(opened);
  assert.ok(shown[0].notification.closed);
});

test('who looks at the page is not called', async () => {
  document.hidden = false;
  document.hasFocus = () => true;
  await call();
  assert.deepEqual(shown, []);
});

test('what the system still shows is taken back', async () => {
  await call();
  const [{ notification: replaced }] = shown;
  await call({ text: 'Are you there?' });
  await call({ about: 'P5M2XT0A' });
  const [, second, third] = shown.map(({ notification }) => notification);
  replaced.onclose();
  notifications.closeAll();
  assert.deepEqual([second.closed, third.closed], [true, true]);
  second.closed = false;
  notifications.closeAll();
  assert.equal(second.closed, false);
});
