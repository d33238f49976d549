import { trustedScriptUrl } from '../base/trusted-types.js';

/** Timers that a worker drives (heartbeat-worker.js), so that they are on time in a hidden page too. */
class WorkerTimers {
  #worker = null;
  #callbacks = new Map();
  #ids = 0;

  /** @param {number} ms @param {() => void} callback @returns {() => void} stops it */
  after(ms, callback) {
    return this.#start(ms, callback, false);
  }

  /** @param {number} ms @param {() => void} callback @returns {() => void} stops it */
  every(ms, callback) {
    return this.#start(ms, callback, true);
  }

  #start(ms, callback, repeat) {
    const worker = this.#open();
    if (!worker) return this.#inPage(ms, callback, repeat);
    const id = ++this.#ids;
    this.#callbacks.set(id, { callback, repeat, ms });
    worker.postMessage({ id, ms, repeat });
    return () => {
      if (this.#callbacks.delete(id)) worker.postMessage({ id, stop: true });
    };
  }

  #open() {
    if (this.#worker === null) {
      try {
        this.#worker = new Worker(trustedScriptUrl(new URL('./heartbeat-worker.js', import.meta.url)));
        this.#worker.onmessage = ({ data: id }) => this.#fire(id);
        this.#worker.onerror = () => this.#fallBack();
      } catch {
        this.#worker = false;
      }
    }
    return this.#worker;
  }

  #fire(id) {
    const timer = this.#callbacks.get(id);
    if (!timer) return;
    if (!timer.repeat) this.#callbacks.delete(id);
    timer.callback();
  }

  #fallBack() {
    this.#worker = false;
    for (const [id, { callback, repeat, ms }] of this.#callbacks) {
      const stop = this.#inPage(ms, () => this.#callbacks.has(id) ? callback() : stop(), repeat);
    }
  }

  #inPage(ms, callback, repeat) {
    const id = repeat ? setInterval(callback, ms) : setTimeout(callback, ms);
    return () => clearInterval(id);
  }
}

export const timers = new WorkerTimers();

/** stomp.js asks its hooks for the timers of its heartbeats. */
export function driveHeartbeats(Stomp) {
  Stomp.setInterval = (ms, callback) => timers.every(ms, callback);
  Stomp.clearInterval = (stop) => stop();
}
