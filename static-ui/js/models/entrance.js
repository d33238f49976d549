import { Observable } from './observable.js';
import { Session } from '../realtime/session.js';
import { call } from '../realtime/api.js';
import { AccountSpace } from './account-space.js';
import { backoff } from '../realtime/backoff.js';

/**
 * From opening the page to being in: takes up the login that is there, or waits for one.
 *
 * `phase`: `loading`; `unreachable`: the server does not answer, tries go on; `out`: nobody is logged in; `in`: `space`
 * is theirs; `stranger`: somebody is logged in for whom this page is not.
 */
export class Entrance extends Observable {
  #isFor;
  #open;
  #following = Promise.resolve();
  #listening = false;
  #tries = 0;
  #again = null;
  #leaving = false;
  session;
  phase = 'loading';
  /** @type {AccountSpace|null} */
  space = null;
  /** From `GET /api/config`. */
  config = null;
  /** The login ended by itself. */
  ended = false;

  /** @param {(session: Session) => boolean} isFor whether this page is for them */
  constructor(isFor, { session = new Session(), open = AccountSpace.open } = {}) {
    super();
    this.#isFor = isFor;
    this.session = session;
    this.#open = open;
  }

  async start() {
    clearTimeout(this.#again);
    try {
      const [config] = await Promise.all([this.config ?? call('GET', '/api/config'), this.session.restore()]);
      this.config = config;
    } catch (error) {
      return this.#startLater(error);
    }
    this.#listen();
    await this.#follow();
  }

  /** @returns {Promise<void>} once somebody is in */
  whenIn() {
    return new Promise((resolve) => {
      const look = () => {
        if (this.phase !== 'in') return;
        stop();
        resolve();
      };
      const stop = this.watch(look);
      look();
    });
  }

  /** Logs out. Rejects where the desk cannot be reached. */
  async leave() {
    this.#leaving = true;
    try {
      await this.space.logout();
      this.space = null;
    } finally {
      this.#leaving = false;
    }
    await this.#follow();
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = true;
    this.session.on('changed', () => this.#follow());
    this.session.on('leaving', () => this.space?.stepAside());
    this.session.on('elsewhere', () => location.reload());
  }

  #startLater(error) {
    console.warn(error);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.start(), 1_000 + backoff(this.#tries++));
    this.#become('unreachable');
  }

  /** One news after the other: opening a space takes a while. */
  #follow() {
    this.#following = this.#following.then(() => this.#arrive()).catch((error) => this.#startLater(error));
    return this.#following;
  }

  async #arrive() {
    if (this.#leaving) return;
    const { account } = this.session;
    if (this.space && this.space.account.id === account?.id) return this.#regard(account);
    this.ended = this.space !== null && account === null;
    this.space?.close();
    this.space = null;
    if (!account) return this.#become('out');
    if (!this.#isFor(this.session)) return this.#become('stranger');
    const space = await this.#open(this.session);
    // somebody else by now, and those news are next
    if (space.account.id !== this.session.account?.id) return space.close();
    this.space = space;
    this.ended = false;
    this.space.desk.on('signed-out', () => this.#follow());
    this.#become('in');
  }

  /**
   * The same person with other rights: either the page is no longer for them, or it goes on over the same connection.
   * To hang up would pause the chats of staff.
   */
  #regard(account) {
    if (account === this.space.account) return;
    if (this.#isFor(this.session)) {
      this.space.account = account;
      return this.#become('in');
    }
    this.space.close();
    this.space = null;
    this.#become('stranger');
  }

  #become(phase) {
    this.phase = phase;
    this.changed();
  }
}
