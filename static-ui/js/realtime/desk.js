import { Emitter } from '../base/emitter.js';
import { DeskError } from './desk-error.js';
import { Requests } from './requests.js';
import { Subscription } from './subscription.js';
import { Connector } from './connector.js';
import { timers } from './timers.js';
import { uuid } from '../base/ids.js';

const ANSWERS_WITHIN = 20_000;
const PROBE_WITHIN = 4_000;

/**
 * A connection to a Stompdesk that comes back by itself. See docs/client.md.
 *
 * Types to listen for with `on`: every event and signal of the protocol by its own type, `state` (this desk's `state`
 * changed), `refused` (an error that belongs to no command), `signed-out` (no valid login any more), `*`.
 */
export class Desk extends Emitter {
  #connector;
  #requests = new Requests();
  #subscriptions = new Set();
  #link = null;
  /** @type {import('./connector.js').State} */
  state = { status: 'offline', nextTryAt: null, caughtUp: false, reason: null };

  /**
   * @param {object} options
   * @param {(wish: {fresh: boolean}) => Promise<string|null>} options.token gives the access token; with `fresh` not
   *   the one it gave before; null where nobody is logged in
   * @param {string} [options.path] of the endpoint
   */
  constructor({ token, path = '/ws' }) {
    super();
    this.#connector = new Connector({
      token,
      path,
      onState: (change) => this.#changed(change),
      onLink: (link) => this.#linked(link),
      onLost: () => this.#lost(),
      onSignedOut: () => this.emit('signed-out'),
      onWake: () => this.tryNow(),
    });
  }

  /** Connects, and stays so until `disconnect`. */
  connect() {
    this.#connector.start();
  }

  /** Says goodbye. @returns {Promise<void>} when the desk has heard it, or does not answer */
  disconnect() {
    return this.#connector.stop();
  }

  /** Does not wait for the next try; on a live connection, looks whether it is still alive. */
  tryNow() {
    if (this.#link) this.#probe();
    else this.#connector.tryNow();
  }

  get connected() {
    return this.#link !== null;
  }

  /**
   * Sends a command.
   * @param {string} destination `/app/…`
   * @param {object} [body] without the `clientId`
   * @param {{clientId?: string}} [options] the same id again for the same command again
   * @returns {Promise<{type: string, data: object}|undefined>} its reply, once the change is stored (RECEIPT);
   *   rejects with a `DeskError`
   */
  send(destination, body = {}, { clientId = uuid() } = {}) {
    if (!this.#link) return Promise.reject(DeskError.disconnected());
    const { receipt, done } = this.#requests.open(clientId);
    this.#link.send(destination, { clientId, ...body }, { receipt });
    const stop = timers.after(ANSWERS_WITHIN, () => this.#requests.fail(receipt, new DeskError('TIMEOUT', { retryable: true })));
    return done.finally(stop);
  }

  /** Sends what is worth nothing later (typing): dropped where there is no connection. */
  signal(destination, body) {
    this.#link?.send(destination, body);
  }

  /**
   * Listens to a destination; on a stream with `since` or `snapshot`, see {@link Subscription}.
   * @param {string} destination
   * @param {import('./subscription.js').Listener} [listener]
   * @returns {Subscription} `close()` ends it
   */
  subscribe(destination, listener = {}) {
    const subscription = new Subscription(destination, listener, {
      onEnd: (ended) => this.#subscriptions.delete(ended),
      onMessage: (message) => this.emit(message.type, message),
    });
    this.#subscriptions.add(subscription);
    if (this.#link) subscription.attach(this.#link, this.#requests);
    return subscription;
  }

  #changed(change) {
    this.state = { ...this.state, ...change };
    this.emit('state', this.state);
  }

  async #linked(link) {
    this.#link = link;
    link.onreceipt = (receipt) => this.#requests.receipt(receipt);
    const own = [
      this.#own('/user/queue/errors', (error) => this.#refused(error)),
      this.#own('/user/queue/replies', (reply) => this.#requests.reply(reply)),
    ];
    const all = [...own, ...this.#subscriptions].map((s) => s.attach(link, this.#requests));
    this.#changed({ status: 'connected', caughtUp: false, nextTryAt: null, reason: null });
    await Promise.all(all);
    if (this.#link === link) this.#changed({ caughtUp: true });
  }

  #own(destination, onSignal) {
    return new Subscription(destination, { onSignal }, { onEnd: () => {}, onMessage: () => {} });
  }

  #refused(error) {
    // a SUBSCRIBE's refusal names its receipt as well, so that each error finds who waits for it
    if (!this.#requests.refuse(error)) this.emit('refused', DeskError.fromWire(error));
  }

  #lost() {
    this.#link = null;
    for (const subscription of this.#subscriptions) subscription.detach();
    this.#requests.failAll(DeskError.disconnected());
  }

  #probe() {
    const link = this.#link;
    const giveUp = timers.after(PROBE_WITHIN, () => link.drop());
    this.send('/app/ping').catch(() => {}).finally(giveUp);
  }
}

/**
 * Connects to a desk, in one call.
 * @param {ConstructorParameters<typeof Desk>[0]} options
 * @returns {Desk}
 */
export function connect(options) {
  const desk = new Desk(options);
  desk.connect();
  return desk;
}
