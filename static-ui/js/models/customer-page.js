import { batch, reactive } from '../base/signals.js';
import { personalKey, storage } from '../base/browser-storage.js';
import { t } from '../base/i18n/i18n.js';
import { CustomerDesk } from './customer-desk.js';
import { DeskPage } from './desk-page.js';

/** The customer's page. */
export class CustomerPage extends DeskPage {
  constructor(parts) {
    super(parts);
    /** Somebody new is opening a ticket: their form stays until it is there. */
    reactive(this, { opening: false });
    // what another tab or the staff have opened meanwhile
    document.addEventListener('visibilitychange', () => document.hidden || this.desk?.look());
  }

  /** Opens a ticket, as somebody new or as who one is. The same `clientId` for another try. */
  open = async ({ name, email, ...fields }, clientId) => {
    if (!this.login.space) await this.#enter(name, email);
    await this.login.space.connection.whenReady();
    const id = await this.desk.create(fields, clientId);
    batch(() => {
      this.opening = false;
      this.toTicket(id);
    });
  };

  /** Whether the account is one without a password, to which nobody comes back after logging out. */
  get isGuest() {
    const { account } = this.login.session;
    return account !== null && storage.get(personalKey(account.id, 'guest')) === true;
  }

  makeDesk(space) {
    return new CustomerDesk(space, (event) => this.#tell(event));
  }

  #tell({ type, stream, actor, data }) {
    const id = stream.slice('ticket.'.length);
    this.notify(id, actor.name, type === 'chat.message' ? data.text : t('queue.with', { name: actor.name }));
  }

  async #enter(name, email) {
    this.opening = true;
    const { id } = await this.login.session.guest(name, email);
    storage.set(personalKey(id, 'guest'), true);
    await this.login.whenLoggedIn();
  }
}
