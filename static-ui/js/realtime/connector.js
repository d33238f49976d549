import { Link } from './link.js';
import { webSocket, sockJs } from './wire.js';
import { backoff } from './backoff.js';
import { afterClose } from './close-codes.js';
import { timers } from './timers.js';

const STABLE_AFTER = 5_000;
const WEBSOCKET_IS_BLOCKED = 2;

/**
 * @typedef {object} State
 * @property {'connecting'|'connected'|'reconnecting'|'offline'} status
 * @property {number|null} nextTryAt by this computer's clock (`Date.now()`); null while a try is under way
 * @property {boolean} caughtUp what was missed has come
 * @property {'refused'|'signed-out'|null} reason why it stays offline
 */

/** Gets a connection, and another when it is lost, for as long as it is wanted. */
export class Connector {
  #options;
  #wanted = false;
  #link = null;
  #tries = 0;
  #attempt = 0;
  #freshToken = false;
  #everConnected = false;
  /** How often SockJS opened where the WebSocket did not; never counted once a WebSocket has opened. */
  #blocked = 0;
  #trying = false;
  #cancelTry = () => {};
  #unlisten = () => {};

  /** @param {{token: Function, path: string, onState: Function, onLink: Function, onLost: Function, onSignedOut: Function, onWake: Function}} options */
  constructor(options) {
    this.#options = options;
  }

  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#tries = 0;
    this.#unlisten = this.#listenToTheBrowser();
    this.#options.onState({ status: 'connecting', nextTryAt: null, reason: null });
    this.#try();
  }

  /** @param {string|null} [reason] @returns {Promise<void>} when the desk has heard the goodbye */
  async stop(reason = null) {
    if (!this.#wanted) return;
    this.#wanted = false;
    this.#attempt++;
    this.#cancelTry();
    this.#unlisten();
    const link = this.#link;
    this.#link = null;
    const goodbye = link?.disconnect();
    if (link) this.#options.onLost();
    this.#options.onState({ status: 'offline', nextTryAt: null, caughtUp: false, reason });
    await goodbye;
  }

  tryNow() {
    if (!this.#wanted || this.#link || this.#trying) return;
    this.#try();
  }

  async #try() {
    const attempt = ++this.#attempt;
    this.#cancelTry();
    this.#trying = true;
    if (this.#everConnected) this.#options.onState({ status: this.#away(), nextTryAt: null, caughtUp: false });
    try {
      const token = await this.#options.token({ fresh: this.#freshToken });
      if (attempt !== this.#attempt) return;
      if (!token) return this.#signedOut();
      this.#freshToken = false;
      const link = await Link.open(await this.#wire(), token);
      if (attempt !== this.#attempt) return link.drop();
      this.#connected(link);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      if (error.code === 'UNAUTHENTICATED') this.#signedOut();
      else this.#closed(error.closeCode ?? 1006);
    } finally {
      if (attempt === this.#attempt) this.#trying = false;
    }
  }

  /** The plain WebSocket; SockJS where the network turns out to let only plain HTTP through. */
  async #wire() {
    const { path } = this.#options;
    try {
      if (this.#blocked < WEBSOCKET_IS_BLOCKED) {
        const wire = await webSocket(path);
        this.#blocked = -Infinity;
        return wire;
      }
    } catch (error) {
      if (this.#blocked < 0) throw error;
    }
    try {
      const wire = await sockJs(path);
      this.#blocked++;
      return wire;
    } catch (error) {
      this.#blocked = 0;
      throw error;
    }
  }

  #connected(link) {
    this.#link = link;
    this.#everConnected = true;
    const connectedAt = Date.now();
    link.onclose = ({ code }) => {
      this.#link = null;
      this.#options.onLost();
      if (Date.now() - connectedAt > STABLE_AFTER) this.#tries = 0;
      this.#closed(code);
    };
    this.#options.onLink(link);
  }

  #closed(code) {
    const { action, wait } = afterClose(code);
    if (action === 'stop') return this.stop('refused');
    // an expired token costs no waiting, unless the fresh one is refused as well
    const atOnce = action === 'refresh' && this.#tries === 0;
    this.#freshToken ||= action === 'refresh';
    const delay = atOnce ? 0 : Math.max(wait, backoff(this.#tries));
    this.#tries++;
    this.#options.onState({ status: this.#away(), nextTryAt: Date.now() + delay, caughtUp: false });
    this.#cancelTry = timers.after(delay, () => this.#try());
  }

  #signedOut() {
    this.stop('signed-out');
    this.#options.onSignedOut();
  }

  #away() {
    if (!navigator.onLine) return 'offline';
    return this.#everConnected ? 'reconnecting' : 'connecting';
  }

  #listenToTheBrowser() {
    const listening = new AbortController();
    const { signal } = listening;
    const back = () => this.#options.onWake();
    addEventListener('online', back, { signal });
    addEventListener('pageshow', (event) => event.persisted && back(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || back(), { signal });
    addEventListener('offline', back, { signal });
    return () => listening.abort();
  }
}
