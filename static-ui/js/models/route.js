import { Observable } from './observable.js';
import { parsed } from './ticket-id.js';

/** Where on the page one is, as the address says behind its `#`: `/`, `/new`, `/login`, `/ticket/K7Q29XMD`. */
export class Route extends Observable {
  constructor() {
    super();
    addEventListener('hashchange', () => this.changed());
  }

  get #parts() {
    return location.hash.replace(/^#\/?/, '').split('/');
  }

  /** @param {string} name */
  is(name) {
    return this.#parts[0] === name;
  }

  /** The id of the ticket that the address names. @returns {string|null} */
  get ticket() {
    const [what, id] = this.#parts;
    return what === 'ticket' && id ? parsed(id) : null;
  }

  /** @param {string|null} id */
  toTicket(id) {
    location.hash = id ? `#/ticket/${id}` : '#/';
  }
}
