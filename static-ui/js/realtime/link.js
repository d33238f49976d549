import { driveHeartbeats } from './timers.js';
import { parseJson } from '../base/json.js';

/** Sooner than the desk, which gives a socket 10 s to send CONNECT and then closes it (4408). */
const ANSWERS_WITHIN = 8_000;
const GOODBYE = 'goodbye';
const GOODBYE_WITHIN = 2_000;
const SURROGATES = /[\ud800-\udfff]/g;

/** One STOMP connection, from CONNECTED to its end. It knows frames; streams and commands are the desk's matter. */
export class Link {
  #client;
  #wire;
  #leaving = false;
  /** @type {(close: {code: number, reason: string}) => void} */
  onclose = () => {};
  /** @type {(receiptId: string) => void} */
  onreceipt = () => {};

  /**
   * @param {import('./wire.js').Wire} wire an open one
   * @param {string} token
   * @returns {Promise<Link>} rejects with `closeCode` where the server closed instead
   */
  static open(wire, token) {
    driveHeartbeats(window.Stomp);
    return new Promise((resolve, reject) => {
      const link = new Link(wire);
      const tooLate = setTimeout(() => wire.close(), ANSWERS_WITHIN);
      link.onclose = ({ code }) => {
        clearTimeout(tooLate);
        reject(Object.assign(new Error('no CONNECTED'), { closeCode: code }));
      };
      link.#connect(token, () => {
        clearTimeout(tooLate);
        resolve(link);
      });
    });
  }

  constructor(wire) {
    this.#wire = wire;
    this.#client = window.Stomp.over(wire);
    this.#client.debug = null;
    this.#client.heartbeat = { outgoing: 10_000, incoming: 10_000 };
    this.#client.onreceipt = (frame) => this.onreceipt(frame.headers['receipt-id']);
  }

  #connect(token, connected) {
    const headers = { host: location.hostname, Authorization: `Bearer ${token}` };
    this.#client.connect(headers, connected, () => {});
    // stomp.js hears of the close but not of its code
    const stompOnClose = this.#wire.onclose;
    this.#wire.onclose = (close) => {
      stompOnClose();
      this.onclose(close);
    };
    this.#wire.onopen();
  }

  /**
   * @param {string} destination
   * @param {object} headers
   * @param {(message: object) => void} receive gets each MESSAGE's decoded body
   * @returns {() => void} unsubscribes
   */
  subscribe(destination, headers, receive) {
    this.#client.subscribe(destination, (frame) => receive(parseJson(frame.body)), headers);
    return () => {
      if (this.#client.connected && !this.#leaving) this.#client.unsubscribe(headers.id);
    };
  }

  /** @param {string} destination @param {object} body @param {object} [headers] */
  send(destination, body, headers = {}) {
    this.#client.send(destination, { 'content-type': 'application/json', ...headers }, encode(body));
  }

  /**
   * The person leaves: the server hears it at once.
   * @returns {Promise<void>} when it has heard it, or does not answer
   */
  disconnect() {
    this.#leaving = true;
    return new Promise((resolve) => {
      const tooLate = setTimeout(() => this.#wire.close(), GOODBYE_WITHIN);
      this.onclose = () => {
        clearTimeout(tooLate);
        resolve();
      };
      this.onreceipt = (receipt) => receipt === GOODBYE && this.#wire.close();
      // stomp.js would close without waiting for the receipt
      this.#wire.send(window.Stomp.Frame.marshall('DISCONNECT', { receipt: GOODBYE }));
    });
  }

  /** The connection is dead: no goodbye. */
  drop() {
    this.#wire.close();
  }
}

/** stomp.js cuts long frames into pieces of 16 Ki characters, through the middle of an emoji too: escaped, nothing is lost. */
function encode(body) {
  return JSON.stringify(body).replace(SURROGATES, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}
