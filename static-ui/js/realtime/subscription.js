import { StreamCursor } from './cursor.js';
import { timers } from './timers.js';

const ASK_AGAIN_AFTER = 2_000;
let ids = 0;

/**
 * One destination that a page listens to, over as many connections as it takes. After a new connection it goes on
 * behind the last `seq` that it handed over.
 *
 * @typedef {object} Listener all parts optional
 * @property {number} [since] begin behind this `seq`
 * @property {boolean} [snapshot] begin with a snapshot
 * @property {() => void} [onBegin] it is asked for, over a new connection or anew: signals begin with the present state
 * @property {boolean} [parts] a large snapshot is handed over part by part, as it comes; else whole, once all is here
 * @property {(data: object, head: number, part: {part: number, last: boolean}) => void} [onSnapshot] all that went
 *   before; a whole one is `{part: 1, last: true}`. Part 1 begins a snapshot, also when the one before was not finished
 * @property {(event: object) => void} [onEvent] a stored event, each once and in order
 * @property {(signal: object) => void} [onSignal] an event that is not stored
 * @property {() => void} [onLive] the RECEIPT came: what was missed has been handed over
 * @property {(reason: string) => void} [onClosed] the right to it has ended
 * @property {(error: import('./desk-error.js').DeskError) => void} [onRefused]
 */
export class Subscription {
  #listener;
  #cursor;
  #hooks;
  #collected = null;
  #unsubscribe = () => {};
  #again = () => {};
  #attached = null;
  #stopWaiting = () => {};
  #id = null;
  /** Whether everything up to now has been handed over. */
  live = false;

  /**
   * @param {string} destination
   * @param {Listener} listener
   * @param {{onEnd: (subscription: Subscription) => void, onMessage: (message: object) => void}} hooks of the desk
   */
  constructor(destination, listener, hooks) {
    this.destination = destination;
    this.#listener = listener;
    this.#cursor = new StreamCursor(listener);
    this.#hooks = hooks;
  }

  /** The last `seq` handed over. */
  get seq() {
    return this.#cursor.last;
  }

  /** Listens no longer. */
  close() {
    this.detach();
    this.#hooks.onEnd(this);
  }

  /**
   * @param {import('./link.js').Link} link
   * @param {import('./requests.js').Requests} requests
   * @returns {Promise<void>} when it is live or refused for good, however often it has to ask; or when it is detached
   */
  attach(link, requests) {
    this.#attached = this.#attach(link, requests);
    return this.#attached;
  }

  async #attach(link, requests) {
    this.detach();
    // each time a new id: what still comes for the old one finds nobody
    const id = this.#id = `s${++ids}`;
    const { receipt, done } = requests.open();
    this.#again = () => this.#id === id && this.attach(link, requests);
    this.#listener.onBegin?.();
    this.#unsubscribe = link.subscribe(this.destination, { id, receipt, ...this.#cursor.headers() },
      (message) => this.#id === id && this.#receive(message));
    const error = await done.then(() => null, (refusal) => refusal);
    // asked anew meanwhile: what counts is the answer to that
    if (this.#id !== id) return this.#attached;
    return error ? this.#refused(error) : this.#nowLive();
  }

  /** The connection is gone, or about to be asked anew. */
  detach() {
    this.live = false;
    this.#id = null;
    this.#attached = null;
    this.#stopWaiting();
    this.#unsubscribe();
    this.#unsubscribe = () => {};
  }

  #nowLive() {
    this.live = true;
    this.#listener.onLive?.();
  }

  #receive(message) {
    switch (message.type) {
      case 'stream.snapshot': return this.#snapshot(message);
      case 'stream.reset': return this.#reset();
      case 'stream.closed': return this.#closed(message);
      default: return message.seq === undefined ? this.#signal(message) : this.#event(message);
    }
  }

  /** Only the last part moves the cursor: cut off in between, the whole snapshot is asked for again. */
  #snapshot({ data, head, part, last = part === undefined }) {
    if (last) this.#cursor.snapshot(head);
    const first = part === undefined || part === 1;
    if (this.#listener.parts) return this.#listener.onSnapshot?.(data, head, { part: part ?? 1, last });
    this.#collected = first ? data : joined(this.#collected, data);
    if (!last) return;
    const whole = this.#collected;
    this.#collected = null;
    this.#listener.onSnapshot?.(whole, head, { part: 1, last });
  }

  #reset() {
    this.#cursor.reset();
    return this.#again();
  }

  #closed({ data }) {
    this.close();
    this.#listener.onClosed?.(data?.reason);
  }

  #signal(signal) {
    this.#listener.onSignal?.(signal);
    this.#hooks.onMessage(signal);
  }

  #event(event) {
    const what = this.#cursor.accept(event.seq);
    if (what === 'gap') {
      console.warn(`A gap in ${event.stream} before ${event.seq}: reading from ${this.seq} again.`);
      this.#again();
    } else if (what === 'next') {
      this.#listener.onEvent?.(event);
      this.#hooks.onMessage(event);
    }
  }

  async #refused(error) {
    if (error.code === 'DISCONNECTED') return;
    if (error.code === 'SINCE_INVALID') return this.#reset();
    if (!error.retryable) {
      this.close();
      this.#listener.onRefused?.(error);
      return;
    }
    const again = this.#again;
    const waited = this.#wait(error.data.retryAfterMs ?? ASK_AGAIN_AFTER);
    this.#listener.onRefused?.(error);
    await waited;
    await again();
  }

  #wait(ms) {
    return new Promise((resolve) => {
      const stop = timers.after(ms, resolve);
      this.#stopWaiting = () => {
        stop();
        resolve();
      };
    });
  }
}

/** Lists of one name are put one behind the other; of anything else the latest counts. */
function joined(before, data) {
  const lists = Object.entries(data).filter(([name, value]) => Array.isArray(value) && Array.isArray(before?.[name]));
  return { ...before, ...data, ...Object.fromEntries(lists.map(([name, value]) => [name, [...before[name], ...value]])) };
}
