import { reactive, untracked, watch } from '../base/signals.js';
import { t } from '../base/i18n/i18n.js';
import { nameInWords } from './person.js';
import { StaffDesk } from './staff-desk.js';
import { DeskPage } from './desk-page.js';

/** The staff page: what they do to tickets and what comes of it. */
export class StaffPage extends DeskPage {
  /** The ticket that is being picked, or just was: its message field is to have the focus. */
  #justPicked = null;

  constructor(parts) {
    super(parts);
    reactive(this, {
      /** @type {'ONLINE'|'AWAY'|'OFFLINE'|null} the status asked for last */
      wishedPresence: null,
    });
    watch(() => [this.desk, this.ticket], ([desk, id]) => {
      if (id !== this.#justPicked) this.#justPicked = null;
      if (desk && desk.open !== id) desk.show(id);
    });
  }

  /** @param {string} id */
  async pick(id) {
    if (this.actions.busy('pick', id)) return;
    this.#justPicked = id;
    if (await this.#run('pick', id)) this.toTicket(id);
    else this.#justPicked = null;
  }

  /** Answers yes once, to the first to ask for the ticket just picked. @param {string} id */
  claimFocus(id) {
    if (this.#justPicked !== id) return false;
    this.#justPicked = null;
    return true;
  }

  release(id) {
    return this.#run('release', id);
  }

  /** @param {string} id @param {{next?: boolean}} [then] go on with the next of my chats, else the next that waits */
  async resolve(id, { next = false } = {}) {
    if (await this.#run('resolve', id) && next) this.toTicket(this.#next(id));
  }

  reopen(id) {
    return this.#run('reopen', id);
  }

  /** @param {'ONLINE'|'AWAY'|'OFFLINE'} status */
  setPresence(status) {
    return this.actions.run('presence', '', () => {
      this.wishedPresence = status;
      return this.desk.setPresence(status);
    });
  }

  makeDesk(space) {
    return new StaffDesk(space, {
      created: (ticket) => this.#tell('toast.new', ticket),
      reopened: (ticket) => this.#tell('toast.reopened', ticket),
      missed: (n) => this.#tellMissed(n),
      said: ({ id }, { actor, data }) => this.notify(id, nameInWords(actor), data.text),
      closed: () => this.toTicket(null),
    });
  }

  toastFor({ code, data }) {
    if (code === 'NOT_ONLINE') return { action: { label: t('presence.goOnline'), run: () => this.setPresence('ONLINE') }, over: () => this.desk?.online };
    if (code === 'ALREADY_PICKED') return { title: t('toast.alreadyPicked', { name: data.agent?.name ?? '?' }) };
    return undefined;
  }

  /** @param {'pick'|'release'|'resolve'|'reopen'} command @param {string} id */
  #run(command, id) {
    return this.actions.run(command, id, async () => {
      const ticket = await this.login.space.commands[command](id);
      this.desk?.queues.put(ticket);
    });
  }

  #next(id) {
    const { queues } = this.desk;
    return untracked(() => [...queues.list('mine'), ...queues.list('waiting')]).find((ticket) => ticket.id !== id)?.id ?? null;
  }

  #tell(words, ticket) {
    const title = t(words, { subject: ticket.subject });
    const text = t('toast.from', { name: nameInWords(ticket.customer) });
    this.toasts.show({ title, text, ...this.#offerToOpen(ticket) });
    this.notify(ticket.id, title, text);
  }

  #tellMissed(n) {
    const title = t('toast.meanwhile', { n });
    this.toasts.show({ title });
    this.notify(null, title, '');
  }

  /** Nothing where it is open already: that toast goes by itself. */
  #offerToOpen({ id, status }) {
    if (this.ticket === id) return {};
    return {
      action: { label: t('toast.open'), run: () => this.toTicket(id) },
      over: () => this.ticket === id || this.desk?.queues.get(id)?.status !== status,
    };
  }
}
