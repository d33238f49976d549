import { batch, computed, reactive, signal, steady } from '../base/signals.js';
import { equal } from '../base/equal.js';
import { nameInWords } from './person.js';

const TYPING_IS_SHOWN_FOR = 5_000;

/** One ticket's conversation: its events in order, and what is true of it right now. */
export class Thread {
  #clientIds = new Set();
  /** In order of `seq`. */
  #events = signal([]);
  #typing = signal(new Map());
  /** Who is back by an event, while no signal has told more. */
  #back = signal(null);
  #messages = computed(() => this.#events.value.filter((event) => event.type === 'chat.message'));
  #history = steady(() => this.#events.value.filter((event) => event.type !== 'chat.message'));

  /** @param {string} id */
  constructor(id) {
    this.id = id;
    reactive(this, {
      /** @type {object|null} as the last event left it */
      ticket: null,
      /** The last `seq` known. */
      head: 0,
      /** The customer's place: `{position, waiting, agentsOnline}`. */
      queue: null,
      /** Who of the two is connected, by account id. @type {Map<string, boolean>} */
      online: new Map(),
    });
  }

  /** In order of `seq`. */
  get events() {
    return this.#events.value;
  }

  /** The events that somebody wrote, in order. */
  get messages() {
    return this.#messages.value;
  }

  /** The other events, in order. It stays the same array until there is a new one. */
  get history() {
    return this.#history.value;
  }

  /** The first `seq` known; 1 once all is here. */
  get first() {
    return this.#events.value[0]?.seq ?? this.head + 1;
  }

  /** The agent of a paused chat, by account id, where they are known not to be there. */
  get away() {
    const { status, agent } = this.ticket ?? {};
    return status === 'PAUSED' && agent && agent.id !== this.#back.value && this.online.get(agent.id) === false ? agent.id : null;
  }

  /** @param {string} clientId */
  has(clientId) {
    return this.#events.value.length > 0 && this.#clientIds.has(clientId);
  }

  /**
   * The messages of the outbox whose event has not come yet. A stored message can also be older than the first event
   * known.
   * @param {import('../realtime/outbox-store.js').Entry[]} entries
   */
  awaited(entries) {
    return entries.filter(({ clientId, seq }) => !this.has(clientId) && !(seq < this.first));
  }

  /** How many messages there are after a `seq` that others wrote. @param {number} seq @param {string} me my account id */
  countAfter(seq, me) {
    const { messages } = this;
    let count = 0;
    for (let i = messages.length - 1; i >= 0 && messages[i].seq > seq; i--) if (messages[i].actor?.id !== me) count++;
    return count;
  }

  /** Starts over. @param {{ticket: object, messages: object[]}} data @param {number} head */
  snapshot({ ticket, messages }, head) {
    batch(() => {
      this.#clientIds.clear();
      messages.forEach((event) => this.#remember(event));
      this.#events.value = [...messages];
      this.#setTicket(ticket);
      this.head = head;
    });
  }

  /** @param {object} event the next one */
  apply(event) {
    batch(() => {
      this.#remember(event);
      this.#events.value = [...this.#events.value, event];
      this.head = Math.max(this.head, event.seq);
      if (event.data.ticket) this.#setTicket(event.data.ticket);
      if (this.ticket?.status !== 'WAITING' && this.ticket?.status !== 'PAUSED') this.queue = null;
      if (event.type === 'agent.reconnected') this.#back.value = event.data.agent?.id;
      this.#stopTyping(event.type === 'chat.message' ? event.actor?.id : undefined);
    });
  }

  /** @param {object[]} events from before the first one known */
  prepend(events) {
    events.forEach((event) => this.#remember(event));
    this.#events.value = [...events, ...this.#events.value];
  }

  /** @param {object} signal @param {number} now */
  signal(signal, now = Date.now()) {
    if (signal.type === 'typing') this.#type(signal, now);
    if (signal.type === 'presence') this.#cameOrWent(signal.data);
    if (signal.type === 'queue' && !equal(signal.data, this.queue)) this.queue = signal.data;
  }

  /** The names of those who are typing. @param {string} me my account id @param {number} now */
  typing(me, now = Date.now()) {
    return [...this.#typing.value.values()].filter((one) => one.until > now && one.actor.id !== me).map((one) => nameInWords(one.actor));
  }

  /** The connection is gone: what was true a moment ago may no longer be. */
  forgetSignals() {
    batch(() => {
      this.#stopTyping();
      if (this.online.size) this.online = new Map();
      this.queue = null;
    });
  }

  /** Later events carry the ticket without its description and the like, which stay as they are. */
  #setTicket(ticket) {
    const { description = null, system = null } = this.ticket ?? {};
    this.ticket = { ...ticket, description: ticket.description ?? description, system: ticket.system ?? system };
  }

  #cameOrWent({ account, online }) {
    batch(() => {
      if (this.online.get(account.id) !== online) this.online = new Map(this.online).set(account.id, online);
      if (this.#back.value === account.id) this.#back.value = null;
    });
  }

  #type({ actor, data }, now) {
    if (!data.typing) return this.#stopTyping(actor.id);
    this.#typing.value = new Map(this.#typing.value).set(actor.id, { actor, until: now + TYPING_IS_SHOWN_FOR });
  }

  /** @param {string} [id] whose; everybody's without one */
  #stopTyping(id) {
    const typing = this.#typing.value;
    if (id === undefined ? typing.size === 0 : !typing.has(id)) return;
    this.#typing.value = id === undefined ? new Map() : new Map([...typing].filter(([other]) => other !== id));
  }

  #remember(event) {
    if (event.clientId) this.#clientIds.add(event.clientId);
  }
}
