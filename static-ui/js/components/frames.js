/** A hidden page has no frames. It is drawn at this interval, so that it is up to date when somebody looks at it. */
const HIDDEN_EVERY = 1_000;
/** Drawing can change other components. After so many rounds, the rest waits for the next frame. */
const MAX_ROUNDS = 10;

/**
 * What components do after drawing. Each step is done for all of them before the next: if one reads positions after
 * another has written, the browser computes the layout once more.
 */
const STEPS = ['measure', 'write', 'scroll', 'animate'];

/**
 * Draws all changed components together, once for each frame of the screen, however many events have come. First,
 * watchers may read positions. Then the components are drawn, parents before children. Then come the steps after.
 *
 * @typedef {object} Watcher
 * @property {(willDraw: (element: Element) => boolean) => void} begin before anything is drawn
 * @property {() => void} end after everything is drawn and every step is done
 */
class Frames {
  /** @type {Set<import('./desk-element.js').DeskElement>} */
  #wanted = new Set();
  /** @type {Set<Watcher>} */
  #watchers = new Set();
  /** @type {Set<Partial<Record<'measure'|'write'|'scroll'|'animate', () => void>>>} */
  #after = new Set();
  #cancel = null;
  /** Whether components are being drawn now. A component that this changes is drawn with them. */
  isDrawing = false;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#cancel && this.#schedule());
    addEventListener('beforeprint', () => this.flush());
  }

  /** Draws a component with the next frame. @param {import('./desk-element.js').DeskElement} element */
  request(element) {
    this.#wanted.add(element);
    if (!this.#cancel && !this.isDrawing) this.#schedule();
  }

  /** The component needs no drawing: it has just been drawn, or it is gone. @param {import('./desk-element.js').DeskElement} element */
  forget(element) {
    this.#wanted.delete(element);
  }

  /** Whether an ancestor of a component is to be drawn. @param {Element} element @returns {boolean} */
  wantsAround(element) {
    return [...this.#wanted].some((one) => one !== element && one.contains(element));
  }

  /** Lets somebody read positions before each drawing. @param {Watcher} watcher @returns {() => void} ends it */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Does this after the next drawing, once for each object. @param {Partial<Record<'measure'|'write'|'scroll'|'animate', () => void>>} steps */
  after(steps) {
    this.#after.add(steps);
    if (!this.#cancel && !this.isDrawing) this.#schedule();
  }

  /** Draws now, without waiting for the frame. */
  flush() {
    if (this.isDrawing) return;
    this.#cancel?.();
    this.#cancel = null;
    const willDraw = (element) => [...this.#wanted].some((one) => one.contains(element));
    if (this.#wanted.size) this.#watchers.forEach((watcher) => watcher.begin(willDraw));
    this.isDrawing = true;
    try {
      for (let round = 0; this.#wanted.size && round < MAX_ROUNDS; round++) this.#draw();
    } finally {
      this.isDrawing = false;
    }
    const after = [...this.#after];
    this.#after.clear();
    for (const step of STEPS) for (const steps of after) attempt(() => steps[step]?.());
    this.#watchers.forEach((watcher) => watcher.end());
    if (this.#wanted.size && !this.#cancel) this.#schedule();
  }

  #draw() {
    const elements = [...this.#wanted].sort(parentsFirst);
    this.#wanted.clear();
    for (const element of elements) {
      if (!element.isConnected) continue;
      attempt(() => {
        element.requestUpdate();
        element.performUpdate();
      });
    }
  }

  #schedule() {
    this.#cancel?.();
    const wake = () => this.flush();
    if (document.hidden) {
      const timer = setTimeout(wake, HIDDEN_EVERY);
      this.#cancel = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(wake);
      this.#cancel = () => cancelAnimationFrame(frame);
    }
  }
}

/** An error in one component does not stop the others. */
function attempt(work) {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}

/** In document order, so parents come before their children. */
function parentsFirst(a, b) {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

export const frames = new Frames();
