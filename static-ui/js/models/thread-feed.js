import { Observable } from './observable.js';
import { Thread } from './thread.js';

const PAGE = 100;
const AFTER_A_FAILURE = 5_000;

/** Keeps one thread up to date with the desk. */
export class ThreadFeed extends Observable {
  #desk;
  #session;
  #subscription = null;
  #unlisten = () => {};
  #notBefore = 0;
  /** @type {'loading'|'ready'|'gone'|'closed'} `gone`: not there, or not ours; `closed`: no longer ours */
  phase = 'loading';
  loadingOlder = false;

  /** @param {{desk: import('../desk.js').Desk, session: import('../realtime/session.js').Session, id: string}} parts */
  constructor({ desk, session, id }) {
    super();
    this.#desk = desk;
    this.#session = session;
    this.id = id;
    this.thread = new Thread(id);
    this.thread.watch(() => this.changed());
  }

  /** @returns {this} */
  open() {
    this.#unlisten = this.#desk.on('state', ({ status }) => status === 'connected' || this.thread.forgetSignals());
    this.#subscription = this.#desk.subscribe(`/queue/ticket.${this.id}`, {
      snapshot: true,
      onSnapshot: (data, head) => {
        this.phase = 'ready';
        this.thread.snapshot(data, head);
      },
      onEvent: (event) => this.thread.apply(event),
      onSignal: (signal) => this.thread.signal(signal),
      onClosed: () => this.#become('closed'),
      onRefused: ({ retryable }) => retryable || this.#become('gone'),
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
    this.#loading(true);
    try {
      const { first } = this.thread;
      const since = Math.max(0, first - 1 - PAGE);
      const { events } = await this.#session.get(`/api/tickets/${this.id}/events?since=${since}&limit=${first - 1 - since}`);
      this.thread.prepend(events.filter((event) => event.seq < first));
    } catch {
      this.#notBefore = Date.now() + AFTER_A_FAILURE;
    } finally {
      this.#loading(false);
    }
  }

  #loading(loading) {
    this.loadingOlder = loading;
    this.changed();
  }

  #become(phase) {
    this.phase = phase;
    this.changed();
  }
}
