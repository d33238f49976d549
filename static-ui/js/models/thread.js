import { Observable } from './observable.js';

const TYPING_IS_SHOWN_FOR = 5_000;

/** One ticket's conversation: its events in order, and what is true of it right now. */
export class Thread extends Observable {
  #events = new Map();
  #clientIds = new Set();
  #typing = new Map();
  /** Who is back by an event, while no signal has told more. */
  #back = null;
  /** @type {object|null} as the last event left it */
  ticket = null;
  /** The last `seq` known. */
  head = 0;
  /** The customer's place: `{position, waiting, agentsOnline}`. */
  queue = null;
  /** Who of the two is connected, by account id. @type {Map<string, boolean>} */
  online = new Map();

  /** @param {string} id */
  constructor(id) {
    super();
    this.id = id;
  }

  /** In order of `seq`. */
  get events() {
    return [...this.#events.values()].sort((a, b) => a.seq - b.seq);
  }

  /** The first `seq` known; 1 once all is here. */
  get first() {
    return Math.min(...this.#events.keys(), this.head + 1);
  }

  /** The agent of a paused chat, by account id, where they are known not to be there. */
  get away() {
    const { status, agent } = this.ticket ?? {};
    return status === 'PAUSED' && agent && agent.id !== this.#back && this.online.get(agent.id) === false ? agent.id : null;
  }

  /** @param {string} clientId */
  has(clientId) {
    return this.#clientIds.has(clientId);
  }

  /** Starts over. @param {{ticket: object, messages: object[]}} data @param {number} head */
  snapshot({ ticket, messages }, head) {
    this.#events.clear();
    this.#clientIds.clear();
    messages.forEach((event) => this.#keep(event));
    this.ticket = ticket;
    this.head = head;
    this.changed();
  }

  /** @param {object} event the next one */
  apply(event) {
    this.#keep(event);
    this.head = Math.max(this.head, event.seq);
    if (event.data.ticket) this.ticket = event.data.ticket;
    if (this.ticket?.status !== 'WAITING' && this.ticket?.status !== 'PAUSED') this.queue = null;
    if (event.type === 'agent.reconnected') this.#back = event.data.agent?.id;
    if (event.type === 'chat.message') this.#typing.delete(event.actor?.id);
    else this.#typing.clear();
    this.changed();
  }

  /** @param {object[]} events from before the first one known */
  prepend(events) {
    events.forEach((event) => this.#keep(event));
    this.changed();
  }

  /** @param {object} signal @param {number} now */
  signal(signal, now = Date.now()) {
    if (signal.type === 'typing') this.#type(signal, now);
    if (signal.type === 'presence') this.#cameOrWent(signal.data);
    if (signal.type === 'queue') this.queue = signal.data;
    this.changed();
  }

  /** The names of those who are typing. @param {string} me my account id @param {number} now */
  typing(me, now = Date.now()) {
    return [...this.#typing.values()].filter((one) => one.until > now && one.actor.id !== me).map((one) => one.actor.name);
  }

  /** The connection is gone: what was true a moment ago may no longer be. */
  forgetSignals() {
    this.#typing.clear();
    this.online.clear();
    this.queue = null;
    this.changed();
  }

  #cameOrWent({ account, online }) {
    this.online.set(account.id, online);
    if (this.#back === account.id) this.#back = null;
  }

  #type({ actor, data }, now) {
    if (data.typing) this.#typing.set(actor.id, { actor, until: now + TYPING_IS_SHOWN_FOR });
    else this.#typing.delete(actor.id);
  }

  #keep(event) {
    this.#events.set(event.seq, event);
    if (event.clientId) this.#clientIds.add(event.clientId);
  }
}
