import { batch, reactive, watch } from '../base/signals.js';
import { DeskError } from '../realtime/desk-error.js';

const BLIP = 1_500;
const SHOW_CAUGHT_UP = 2_500;
const READY_WITHIN = 15_000;

/**
 * What to tell people of the connection. A blip is not worth an alarm: only after 1.5 s without a connection it says
 * so, and then also when all is well again.
 */
export class Connection {
  #desk;
  #alarm = null;
  #calm = null;

  /** @param {import('../realtime/desk.js').Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    reactive(this, {
      /** @type {'connecting'|'connected'|'reconnecting'|'offline'} */
      status: 'connecting',
      /** @type {null|'lost'|'catching-up'|'caught-up'} what the banner says */
      banner: null,
      /** Whether commands can be sent: a connection is there, and what it shows is up to date. */
      ready: false,
      /** Whether there is a connection, whatever it shows. */
      open: false,
      /** By this computer's clock. @type {number|null} */
      nextTryAt: null,
      /** `refused` or `signed-out`: it will not come back by itself. */
      reason: null,
    });
    desk.on('state', (state) => batch(() => this.#follow(state)));
  }

  /** @returns {Promise<void>} rejects when it takes too long */
  whenReady() {
    return new Promise((resolve, reject) => {
      let stop = () => {};
      const end = (how) => {
        clearTimeout(tooLate);
        queueMicrotask(() => stop());
        how(new DeskError('NETWORK', { retryable: true }));
      };
      const tooLate = setTimeout(() => end(reject), READY_WITHIN);
      stop = watch(() => this.ready, (ready) => ready && end(resolve));
    });
  }

  tryNow() {
    this.#desk.tryNow();
  }

  #follow(state) {
    this.open = this.#desk.connected;
    this.ready = this.open && state.caughtUp;
    this.nextTryAt = state.nextTryAt;
    this.reason = state.reason;
    if (state.status === 'connected') this.#back(state.caughtUp);
    else this.#gone(state);
  }

  #back(caughtUp) {
    clearTimeout(this.#alarm);
    this.#alarm = null;
    this.status = 'connected';
    if (this.banner === null || this.banner === 'caught-up') return;
    this.banner = caughtUp ? 'caught-up' : 'catching-up';
    if (caughtUp) this.#calm = setTimeout(() => { this.banner = null; }, SHOW_CAUGHT_UP);
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
      batch(() => {
        this.status = this.#desk.state.status;
        this.banner = 'lost';
      });
    }, BLIP);
  }
}
