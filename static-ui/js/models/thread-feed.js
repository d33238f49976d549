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
  #onNews;
  /** The events that have come since the subscription began, until all missed ones are here; null afterwards. */
  #missed = [];

  /**
   * @param {{desk: import('../realtime/desk.js').Desk, session: import('../realtime/session.js').Session, id: string}} parts
   * @param {{onTicket?: (ticket: object) => void, onNews?: (events: object[]) => void}} [listener] `onTicket`: it is
   *   known, or has changed; `onNews`: one event, or all that were missed while there was no connection
   */
  constructor({ desk, session, id }, { onTicket = () => {}, onNews = () => {} } = {}) {
    this.#desk = desk;
    this.#session = session;
    this.#onTicket = onTicket;
    this.#onNews = onNews;
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
      onBegin: () => { this.#missed ??= []; },
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
        if (this.#missed) this.#missed.push(event);
        else this.#onNews([event]);
      },
      onLive: () => this.#caughtUp(),
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

  #caughtUp() {
    const missed = this.#missed ?? [];
    this.#missed = null;
    if (missed.length) this.#onNews(missed);
  }

  /** Brings a page of what came before the first event known. */
  async older() {
    if (this.loadingOlder || !this.hasOlder || Date.now() < this.#notBefore) return;
    this.loadingOlder = true;
    try {
      const { first } = this.thread;
      const events = await this.#eventsBetween(Math.max(0, first - 1 - PAGE), first);
      // a snapshot may have taken the place of all that was known meanwhile
      if (this.thread.first === first) this.thread.prepend(events);
    } catch {
      this.#notBefore = Date.now() + AFTER_A_FAILURE;
    } finally {
      this.loadingOlder = false;
    }
  }

  /** The desk ends a page early where its events are long. */
  async #eventsBetween(since, before) {
    const events = [];
    let last = since;
    while (last < before - 1) {
      const page = await this.#session.get(`/api/tickets/${this.id}/events?since=${last}&limit=${before - 1 - last}`);
      if (page.events.length === 0) break;
      events.push(...page.events);
      last = events.at(-1).seq;
    }
    return events.filter((event) => event.seq < before);
  }
}
