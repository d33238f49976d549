import { reactive } from './signals.js';

/** Where on the page one is, as the address says behind its `#`: `/`, `/new`, `/login`, `/ticket/K7Q29XMD`. */
export class Route {
  constructor() {
    reactive(this, { hash: location.hash });
    addEventListener('hashchange', () => this.#follow());
  }

  get #parts() {
    return this.hash.replace(/^#\/?/, '').split('/');
  }

  /** @param {string} name */
  is(name) {
    return this.#parts[0] === name;
  }

  /** What the address names: `argument('ticket')` is `K7Q29XMD`. @param {string} name @returns {string|null} */
  argument(name) {
    return (this.is(name) && this.#parts[1]) || null;
  }

  /** @param {string} path such as `/new` */
  go(path) {
    location.hash = `#${path}`;
    this.#follow();
  }

  /** Goes there without a way back: the address before was somebody's who has left. @param {string} path */
  replace(path) {
    history.replaceState(null, '', `#${path}`);
    this.#follow();
  }

  #follow() {
    this.hash = location.hash;
  }
}
