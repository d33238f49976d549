import { beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';

/** A browser's clockwork, as far as drawing needs it. */
const page = Object.assign(new EventTarget(), { hidden: false });
let frame = null;
const failures = [];
globalThis.document = page;
globalThis.Node = { DOCUMENT_POSITION_FOLLOWING: 4 };
globalThis.addEventListener = (type, listener) => page.addEventListener(type, listener);
globalThis.requestAnimationFrame = (work) => (frame = work);
globalThis.cancelAnimationFrame = (work) => { if (frame === work) frame = null; };
globalThis.reportError = (error) => failures.push(error.message);
const { frames } = await import('../../../static-ui/js/components/frames.js');

const drawn = [];
const tick = () => {
  const work = frame;
  frame = null;
  work?.();
};

beforeEach(() => {
  drawn.length = 0;
  failures.length = 0;
  page.hidden = false;
  tick();
});

/** An element that writes down that it is drawn; `path` says where it is: `a/b` is within `a`. */
function element(path, draw = () => {}) {
  return {
    path,
    isConnected: true,
    requestUpdate() {},
    performUpdate() {
      drawn.push(path);
      frames.forget(this);
      draw();
    },
    contains: (other) => other.path === path || other.path.startsWith(`${path}/`),
    compareDocumentPosition: (other) => (path < other.path ? 4 : 2),
  };
}

test('however often it changes, it is drawn once for each frame, and without a change not at all', () => {
  const one = element('a');
  for (let i = 0; i < 1_000; i++) frames.request(one);
  assert.deepEqual(drawn, []);
  tick();
  assert.deepEqual(drawn, ['a']);
  assert.equal(frame, null);
  frames.request(one);
  tick();
  assert.deepEqual(drawn, ['a', 'a']);
});

test('those around others come first, and what they change or take away is settled in the same frame', () => {
  const gone = element('a/b');
  const child = element('a/c');
  const parent = element('a', () => {
    gone.isConnected = false;
    if (frames.isDrawing) frames.request(child);
  });
  frames.request(gone);
  frames.request(parent);
  tick();
  assert.deepEqual(drawn, ['a', 'a/c']);
  assert.equal(frame, null);
});

test('what never comes to rest goes on in the next frame, and does not stop the page', () => {
  const restless = element('a', () => frames.request(restless));
  frames.request(restless);
  tick();
  assert.ok(drawn.length <= 10);
  assert.notEqual(frame, null);
  frames.forget(restless);
});

test('who keeps something in its place looks first; after drawing, all take each step before the next', () => {
  const one = element('a');
  const steps = (name) => Object.fromEntries(['measure', 'write', 'scroll', 'animate'].map((step) => [step, () => drawn.push(`${step} ${name}`)]));
  const stop = frames.watch({ begin: (willDraw) => drawn.push(`begin ${willDraw(element('a/b'))} ${willDraw(element('c'))}`), end: () => drawn.push('end') });
  const [first, second] = [steps(1), steps(2)];
  frames.request(one);
  frames.after(first);
  frames.after(second);
  frames.after(first);
  tick();
  stop();
  assert.deepEqual(drawn, ['begin true false', 'a', 'measure 1', 'measure 2', 'write 1', 'write 2', 'scroll 1', 'scroll 2', 'animate 1', 'animate 2', 'end']);
});

test('one that fails does not keep the others from being drawn', () => {
  frames.request(element('a', () => { throw new Error('broken'); }));
  frames.request(element('b'));
  tick();
  assert.deepEqual(drawn, ['a', 'b']);
  assert.deepEqual(failures, ['broken']);
});

test('a hidden page, which has no frames, is drawn by a timer; once it is seen, with the next frame', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const one = element('a');
  frames.request(one);
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  assert.equal(frame, null);
  t.mock.timers.tick(1_000);
  assert.deepEqual(drawn, ['a']);
  frames.request(one);
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  t.mock.timers.tick(5_000);
  assert.deepEqual(drawn, ['a']);
  tick();
  assert.deepEqual(drawn, ['a', 'a']);
});

test('what is printed is up to date', () => {
  frames.request(element('a'));
  page.dispatchEvent(new Event('beforeprint'));
  assert.deepEqual(drawn, ['a']);
});
