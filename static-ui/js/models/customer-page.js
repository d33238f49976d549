import { Observable } from './observable.js';
import { CustomerDesk } from './customer-desk.js';
import { attention } from './attention.js';
import { keep } from './keep.js';
import { t } from '../i18n/i18n.js';

/** The customer's page: who is in, where they are, their desk. */
export class CustomerPage extends Observable {
  /** @type {CustomerDesk|null} */
  desk = null;
  /** Somebody new is opening a ticket: their form stays until it is there. */
  opening = false;
  #account = null;

  /** @param {{entrance: import('./entrance.js').Entrance, route: import('./route.js').Route, toasts: import('./toasts.js').Toasts}} parts */
  constructor(parts) {
    super();
    Object.assign(this, parts);
    this.entrance.watch(() => this.#follow());
    this.route.watch(() => this.changed());
    // what another tab or the staff have opened meanwhile
    document.addEventListener('visibilitychange', () => document.hidden || this.desk?.load());
  }

  /** Opens a ticket, as somebody new or as who one is. The same `clientId` for another try. */
  open = async ({ name, email, ...fields }, clientId) => {
    if (!this.entrance.space) await this.#enter(name, email);
    await this.entrance.space.connection.whenReady();
    const id = await this.desk.create(fields, clientId);
    this.opening = false;
    this.route.toTicket(id);
    this.changed();
  };

  /** Whether the account is one without a password, to which nobody comes back after logging out. */
  get isGuest() {
    return keep.get('guest') === this.entrance.session.account?.id;
  }

  #call({ type, stream, actor, data }) {
    const id = stream.slice('ticket.'.length);
    const text = type === 'chat.message' ? data.text : t('queue.with', { name: actor.name });
    attention.call({ title: actor.name, text, about: id, open: () => this.route.toTicket(id) });
  }

  async #enter(name, email) {
    this.opening = true;
    const account = await this.entrance.session.guest(name, email);
    keep.set('guest', account.id);
    await this.entrance.whenIn();
  }

  #follow() {
    const { space } = this.entrance;
    const account = space?.account ?? null;
    if (account !== this.#account) {
      this.#account = account;
      this.desk?.close();
      this.desk = space && new CustomerDesk(space, (event) => this.#call(event));
      this.desk?.watch(() => this.changed());
      this.desk?.load();
    }
    this.changed();
  }
}
