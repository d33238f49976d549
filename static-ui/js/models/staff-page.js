import { Observable } from './observable.js';
import { StaffDesk } from './staff-desk.js';
import { attention } from './attention.js';
import { t, errorText } from '../i18n/i18n.js';

/** The staff page: who is in, their desk, what they do to tickets and what comes of it. */
export class StaffPage extends Observable {
  /** @type {StaffDesk|null} */
  desk = null;
  /** Commands under way, as `pick:K7Q29XMD`. */
  #busy = new Set();
  /** The ticket that is being picked, or just was: its message field is to have the focus. */
  #justPicked = null;
  #space = null;
  #account = null;

  /** @param {{entrance: import('./entrance.js').Entrance, route: import('./route.js').Route, toasts: import('./toasts.js').Toasts}} parts */
  constructor(parts) {
    super();
    Object.assign(this, parts);
    this.entrance.watch(() => this.#follow());
    this.route.watch(() => this.#show());
  }

  /** @param {string} command @param {string} [id] */
  busy(command, id = '') {
    return this.#busy.has(`${command}:${id}`);
  }

  /** @param {string} id */
  async pick(id) {
    if (this.busy('pick', id)) return;
    this.#justPicked = id;
    if (await this.#do('pick', id, () => this.#space.commands.pick(id))) this.route.toTicket(id);
    else this.#justPicked = null;
  }

  /** Answers yes once, to the first to ask for the ticket just picked. @param {string} id */
  claimFocus(id) {
    if (this.#justPicked !== id) return false;
    this.#justPicked = null;
    return true;
  }

  async release(id) {
    await this.#do('release', id, () => this.#space.commands.release(id));
  }

  /** @param {string} id @param {{next?: boolean}} [then] go on with the next of my chats, else the next that waits */
  async resolve(id, { next = false } = {}) {
    const done = await this.#do('resolve', id, () => this.#space.commands.resolve(id));
    if (done && next) this.route.toTicket(this.#next(id));
  }

  async reopen(id) {
    await this.#do('reopen', id, () => this.#space.commands.reopen(id));
  }

  /** @param {'ONLINE'|'AWAY'|'OFFLINE'} status */
  async be(status) {
    await this.#do('presence', '', () => this.desk.be(status));
  }

  #next(id) {
    const { queues } = this.desk;
    return [...queues.list('mine'), ...queues.list('waiting')].find((ticket) => ticket.id !== id)?.id ?? null;
  }

  async #do(command, id, work) {
    const key = `${command}:${id}`;
    if (this.#busy.has(key)) return false;
    this.#mark(key, true);
    try {
      const ticket = await work();
      if (ticket) this.desk?.queues.put(ticket);
      return true;
    } catch (error) {
      this.#problem(error);
      return false;
    } finally {
      this.#mark(key, false);
    }
  }

  #problem(error) {
    if (error.code === 'NOT_ONLINE') this.toasts.show({ kind: 'problem', title: errorText(error), action: { label: t('presence.goOnline'), run: () => this.be('ONLINE') }, over: () => this.desk?.online });
    else if (error.code === 'ALREADY_PICKED') this.toasts.show({ kind: 'problem', title: t('toast.alreadyPicked', { name: error.data.agent?.name ?? '?' }) });
    else this.toasts.show({ kind: 'problem', title: errorText(error) });
  }

  #mark(key, busy) {
    if (busy) this.#busy.add(key);
    else this.#busy.delete(key);
    this.changed();
  }

  #follow() {
    const { space } = this.entrance;
    const account = space?.account ?? null;
    if (account !== this.#account) {
      this.#account = account;
      this.#space = space;
      this.toasts.dismissAll();
      this.desk?.close();
      this.desk = space && new StaffDesk(space, this.#news());
      this.desk?.watch(() => {
        this.toasts.settle();
        this.changed();
      });
      this.desk?.start();
      if (this.desk) this.#show();
    }
    this.changed();
  }

  #show() {
    const id = this.route.ticket;
    if (id !== this.#justPicked) this.#justPicked = null;
    if (this.desk && !(id === null && this.desk.open === null)) this.desk.show(id);
    this.toasts.settle();
    this.changed();
  }

  #news() {
    return {
      created: (ticket) => this.#tell('toast.new', ticket),
      reopened: (ticket) => this.#tell('toast.reopened', ticket),
      said: (ticket, { actor, data }) => this.#call(ticket, actor.name, data.text),
      closed: () => this.route.toTicket(null),
    };
  }

  #tell(words, ticket) {
    const title = t(words, { subject: ticket.subject });
    const text = t('toast.from', { name: ticket.customer.name });
    const over = () => this.route.ticket === ticket.id || this.desk?.queues.get(ticket.id)?.status !== ticket.status;
    this.toasts.show({ title, text, over, action: { label: t('toast.open'), run: () => this.route.toTicket(ticket.id) } });
    this.#call(ticket, title, text);
  }

  #call({ id }, title, text) {
    attention.call({ title, text, about: id, open: () => this.route.toTicket(id) });
  }
}
