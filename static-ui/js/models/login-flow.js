import { batch, reactive, watch } from '../base/signals.js';
import { storage } from '../base/browser-storage.js';
import { Session } from '../realtime/session.js';
import { call } from '../realtime/api.js';
import { backoff } from '../realtime/backoff.js';
import { clearStores } from '../realtime/outbox-store.js';
import { AccountSpace } from './account-space.js';
import { notifications } from './notifications.js';

/**
 * From opening the page to being logged in: takes up the login that is there, or waits for one.
 *
 * `phase`: `loading`; `unreachable`: the server does not answer, tries go on; `logged-out`; `logged-in`: `space` is
 * theirs; `wrong-page`: somebody is logged in for whom this page is not.
 */
export class LoginFlow {
  #isFor;
  #open;
  #following = Promise.resolve();
  #listening = false;
  #tries = 0;
  #again = null;
  #leaving = false;
  session;

  /** @param {(session: Session) => boolean} isFor whether this page is for them */
  constructor(isFor, { session = new Session(), open = AccountSpace.open } = {}) {
    this.#isFor = isFor;
    this.session = session;
    this.#open = open;
    reactive(this, {
      phase: 'loading',
      /** @type {AccountSpace|null} */
      space: null,
      /** From `GET /api/config`. */
      config: null,
      /** The login ended by itself. */
      ended: false,
    });
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

  /** @returns {Promise<void>} once somebody is logged in */
  whenLoggedIn() {
    return new Promise((resolve) => {
      const stop = watch(() => this.phase, (phase) => {
        if (phase !== 'logged-in') return;
        queueMicrotask(() => stop());
        resolve();
      });
    });
  }

  /** Logs out. Rejects where the desk cannot be reached. */
  async logout() {
    this.#leaving = true;
    try {
      await this.space.logout();
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
    this.session.on('elsewhere', () => {
      notifications.closeAll();
      location.reload();
    });
  }

  #startLater(error) {
    console.warn(error);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.start(), 1_000 + backoff(this.#tries++));
    this.phase = 'unreachable';
  }

  /** One news after the other: opening a space takes a while. */
  #follow() {
    this.#following = this.#following.then(() => this.#arrive()).catch((error) => this.#startLater(error));
    return this.#following;
  }

  async #arrive() {
    if (this.#leaving) return;
    const { account } = this.session;
    if (this.space && this.space.account.id === account?.id) return this.#adopt(account);
    const had = this.space;
    had?.close();
    notifications.closeAll();
    if (!account) return this.#nobody(had);
    if (!this.#isFor(this.session)) return this.#become('wrong-page', null);
    if (had) this.space = null;
    const [space] = await Promise.all([this.#open(this.session), forgetPeople(account.id)]);
    // somebody else by now, and those news are next
    if (space.account.id !== this.session.account?.id) return space.close();
    space.desk.on('signed-out', () => this.#follow());
    this.#become('logged-in', space);
  }

  /**
   * The same person with other rights: either the page is no longer for them, or it goes on over the same connection.
   * To hang up would pause the chats of staff.
   */
  #adopt(account) {
    if (account === this.space.account) return;
    if (this.#isFor(this.session)) {
      this.space.account = account;
      return;
    }
    this.space.close();
    this.#become('wrong-page', null);
  }

  /** Nothing of whoever was logged in stays in this browser. */
  async #nobody(had) {
    this.#become('logged-out', null, had ? !had.loggedOut : this.ended);
    await forgetPeople();
  }

  #become(phase, space, ended = false) {
    batch(() => {
      this.ended = ended;
      this.space = space;
      this.phase = phase;
    });
  }
}

/**
 * Removes drafts, read marks and unsent messages.
 * @param {string|null} [but] the account whose own stay
 */
async function forgetPeople(but = null) {
  storage.clearPersonal(but);
  try {
    await clearStores(but);
  } catch { /* a database that is closed to us has nothing of ours; a broken one is tried again when the page opens */ }
}
