import { batch, reactive } from '../base/signals.js';
import { Thread } from './thread.js';

const PAGE = 100;
const AFTER_A_FAILURE = 5_000;

/** Keeps one thread up to date with the desk. */
export class ThreadFeed {
  #desk;
  #session;
  #subscription = null;
  #unlisten = () => {};
  #notBefore = 0;
  #onTicket;

  /**
   * @param {{desk: import('../realtime/desk.js').Desk, session: import('../realtime/session.js').Session, id: string}} parts
   * @param {(ticket: object) => void} [onTicket] the ticket is known, or has changed
   */
  constructor({ desk, session, id }, onTicket = () => {}) {
    this.#desk = desk;
    this.#session = session;
    this.#onTicket = onTicket;
    this.id = id;
    this.thread = new Thread(id);
    reactive(this, {
      /** @type {'loading'|'ready'|'gone'|'closed'} `gone`: not there, or not ours; `closed`: no longer ours */
      phase: 'loading',
      loadingOlder: false,
    });
  }

  /** @returns {this} */
  open() {
    this.#unlisten = this.#desk.on('state', ({ status }) => status === 'connected' || this.thread.forgetSignals());
    this.#subscription = this.#desk.subscribe(`/queue/ticket.${this.id}`, {
      snapshot: true,
      onSnapshot: (data, head) => {
        batch(() => {
          this.phase = 'ready';
          this.thread.snapshot(data, head);
        });
        this.#onTicket(this.thread.ticket);
      },
      onEvent: (event) => {
        this.thread.apply(event);
        this.#onTicket(this.thread.ticket);
      },
      onSignal: (signal) => this.thread.signal(signal),
      onClosed: () => { this.phase = 'closed'; },
      onRefused: ({ retryable }) => { if (!retryable) this.phase = 'gone'; },
    });
    return this;
  }

  close() {
    this.#unlisten();
    this.#subscription?.close();
  }

  get hasOlder() {
    return this.phase === 'ready' && this.thread.first > 1;
  }

  /** Brings a page of what came before the first event known. */
  async older() {
    if (this.loadingOlder || !this.hasOlder || Date.now() < this.#notBefore) return;
    this.loadingOlder = true;
    try {
      const { first } = this.thread;
      const since = Math.max(0, first - 1 - PAGE);
      const { events } = await this.#session.get(`/api/tickets/${this.id}/events?since=${since}&limit=${first - 1 - since}`);
      // a snapshot may have taken the place of all that was known meanwhile
      if (this.thread.first === first) this.thread.prepend(events.filter((event) => event.seq < first));
    } catch {
      this.#notBefore = Date.now() + AFTER_A_FAILURE;
    } finally {
      this.loadingOlder = false;
    }
  }
}
