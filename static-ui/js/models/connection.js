import { Observable } from './observable.js';
import { DeskError } from '../realtime/desk-error.js';

const BLIP = 1_500;
const SHOW_CAUGHT_UP = 2_500;
const READY_WITHIN = 15_000;

/**
 * What to tell people of the connection. A blip is not worth an alarm: only after 1.5 s without a connection it says
 * so, and then also when all is well again.
 */
export class Connection extends Observable {
  #desk;
  #alarm = null;
  #calm = null;
  /** @type {'connecting'|'connected'|'reconnecting'|'offline'} */
  status = 'connecting';
  /** @type {null|'lost'|'catching-up'|'caught-up'} what the banner says */
  banner = null;

  /** @param {import('../desk.js').Desk} desk */
  constructor(desk) {
    super();
    this.#desk = desk;
    desk.on('state', (state) => this.#follow(state));
  }

  get nextTryAt() {
    return this.#desk.state.nextTryAt;
  }

  /** `refused` or `signed-out`: it will not come back by itself. */
  get reason() {
    return this.#desk.state.reason;
  }

  /** Whether commands can be sent: a connection is there, and what it shows is up to date. */
  get ready() {
    return this.#desk.connected && this.#desk.state.caughtUp;
  }

  /** @returns {Promise<void>} rejects when it takes too long */
  whenReady() {
    return new Promise((resolve, reject) => {
      if (this.ready) return resolve();
      const stop = this.watch(() => this.ready && end(resolve));
      const tooLate = setTimeout(() => end(reject), READY_WITHIN);
      const end = (how) => {
        clearTimeout(tooLate);
        stop();
        how(new DeskError('NETWORK', { retryable: true }));
      };
    });
  }

  tryNow() {
    this.#desk.tryNow();
  }

  #follow(state) {
    if (state.status === 'connected') this.#back(state.caughtUp);
    else this.#gone(state);
    this.changed();
  }

  #back(caughtUp) {
    clearTimeout(this.#alarm);
    this.#alarm = null;
    this.status = 'connected';
    if (this.banner === null || this.banner === 'caught-up') return;
    this.banner = caughtUp ? 'caught-up' : 'catching-up';
    if (caughtUp) this.#calm = setTimeout(() => this.#say(null), SHOW_CAUGHT_UP);
  }

  #gone({ status, reason }) {
    clearTimeout(this.#calm);
    if (this.banner !== null && this.banner !== 'lost') this.banner = 'lost';
    if (this.banner === 'lost' || reason) {
      this.status = status;
      if (reason) this.banner = 'lost';
      return;
    }
    this.#alarm ??= setTimeout(() => {
      this.#alarm = null;
      this.status = this.#desk.state.status;
      this.#say('lost');
    }, BLIP);
  }

  #say(banner) {
    this.banner = banner;
    this.changed();
  }
}
