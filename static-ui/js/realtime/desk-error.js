/** A refusal, with one of the codes of the protocol, or one of ours: `NETWORK`, `DISCONNECTED`, `TIMEOUT`. */
export class DeskError extends Error {
  /**
   * @param {string} code
   * @param {{message?: string, retryable?: boolean, data?: object, status?: number}} [more]
   */
  constructor(code, { message = code, retryable = false, data = {}, status } = {}) {
    super(message);
    this.name = 'DeskError';
    this.code = code;
    this.retryable = retryable;
    this.data = data;
    this.status = status;
  }

  /** The connection went before the answer came: whether the command was stored is not known; its `clientId` finds out. */
  static disconnected() {
    return new DeskError('DISCONNECTED', { message: 'The connection was lost.', retryable: true });
  }

  /** @param {{code: string, message: string, retryable: boolean, data: object}} wire as on `/user/queue/errors` */
  static fromWire({ code, message, retryable, data }) {
    return new DeskError(code ?? 'INTERNAL', { message, retryable, data: data ?? {} });
  }
}
