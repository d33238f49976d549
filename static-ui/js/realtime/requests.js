import { DeskError } from './desk-error.js';

/** Commands and subscriptions that wait for their RECEIPT. The reply comes before it and is handed over with it. */
export class Requests {
  #waiting = new Map();
  #count = 0;

  /**
   * @param {string} [clientId] a command's
   * @returns {{receipt: string, done: Promise<object|undefined>}} `done` resolves with the reply, if there was one
   */
  open(clientId) {
    const receipt = `r${++this.#count}`;
    const done = new Promise((resolve, reject) => this.#waiting.set(receipt, { clientId, resolve, reject }));
    return { receipt, done };
  }

  /** @param {string} receipt */
  receipt(receipt) {
    const request = this.#take(receipt);
    request?.resolve(request.reply);
  }

  /** @param {{clientId: string}} reply as on `/user/queue/replies` */
  reply(reply) {
    for (const request of this.#waiting.values()) {
      if (request.clientId === reply.clientId) request.reply = reply;
    }
  }

  /**
   * @param {object} error as on `/user/queue/errors`
   * @returns {boolean} whether somebody waited for it
   */
  refuse(error) {
    const receipt = error.receipt ?? this.#byClientId(error.clientId);
    const request = this.#take(receipt);
    request?.reject(DeskError.fromWire(error));
    return Boolean(request);
  }

  /** @param {string} receipt @param {DeskError} error */
  fail(receipt, error) {
    this.#take(receipt)?.reject(error);
  }

  /** @param {DeskError} error the connection's end */
  failAll(error) {
    for (const receipt of [...this.#waiting.keys()]) this.fail(receipt, error);
  }

  #byClientId(clientId) {
    if (!clientId) return undefined;
    return [...this.#waiting].find(([, request]) => request.clientId === clientId)?.[0];
  }

  #take(receipt) {
    const request = this.#waiting.get(receipt);
    this.#waiting.delete(receipt);
    return request;
  }
}
