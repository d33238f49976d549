import { reactive, watch } from '../base/signals.js';
import { parseTicketId } from './ticket-id.js';
import { notifications } from './notifications.js';
import { Actions } from './actions.js';

/** What the two pages have in common: who is logged in, where they are, their desk, what they do. */
export class DeskPage {
  #wasLoggedIn = false;

  /** @param {{login: import('./login-flow.js').LoginFlow, route: import('../base/route.js').Route, toasts: import('./toasts.js').Toasts}} parts */
  constructor({ login, route, toasts }) {
    Object.assign(this, { login, route, toasts });
    this.actions = new Actions(toasts, (error) => this.toastFor(error));
    reactive(this, { desk: null });
    watch(() => login.space?.account ?? null, () => this.#open(login.space));
    watch(() => login.phase, (phase) => this.#follow(phase));
  }

  /** The id of the ticket that the address names. @returns {string|null} */
  get ticket() {
    const id = this.route.argument('ticket');
    return id && parseTicketId(id);
  }

  /** @param {string|null} id */
  toTicket(id) {
    this.route.go(id ? `/ticket/${id}` : '/');
  }

  /** Logs out. */
  logout() {
    return this.actions.run('logout', '', () => this.login.logout());
  }

  /** Tells who looks elsewhere. @param {string|null} id a ticket's @param {string} title @param {string} text */
  notify(id, title, text) {
    notifications.notify({ title, text, about: id ?? 'tickets', open: () => id && this.toTicket(id) });
  }

  /** @param {object} _space of who has logged in @returns {object} the desk for them */
  makeDesk(_space) {
    throw new Error('Each page has a desk of its own.');
  }

  /** @returns {object|undefined} more than the refusal's own sentence */
  toastFor() {
    return undefined;
  }

  /** A desk is for one person with certain rights: another one when those have changed. */
  #open(space) {
    this.toasts.dismissAll();
    this.desk?.close();
    this.desk = space && this.makeDesk(space);
    this.desk?.start();
  }

  /** The ticket in the address was somebody's who has left. A link that somebody comes by before they log in stays. */
  #follow(phase) {
    const left = phase === 'logged-out' && this.#wasLoggedIn && this.ticket;
    if (left) this.route.replace(this.login.ended ? '/login' : '/');
    this.#wasLoggedIn = phase === 'logged-in' || (this.#wasLoggedIn && phase !== 'logged-out');
  }
}
