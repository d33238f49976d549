import { Observable } from './observable.js';

/** Each second, for what shows passing time; only while somebody watches and the page is visible. */
class Ticker extends Observable {
  #interval = null;
  #watching = 0;

  watch(watcher) {
    const stop = super.watch(watcher);
    if (++this.#watching === 1) this.#interval = setInterval(() => document.hidden || this.changed(), 1000);
    return () => {
      stop();
      if (--this.#watching === 0) clearInterval(this.#interval);
    };
  }
}

export const ticker = new Ticker();
