import { Emitter } from '../base/emitter.js';
import { call } from './api.js';
import { DeskError } from './desk-error.js';
import { channel } from './channel.js';
import { exclusively } from './locks.js';
import { clock } from '../base/clock.js';

const REFRESH_BEFORE_EXPIRY = 30_000;
/** How long another tab's change of the password is waited for. */
const CHANGES_WITHIN = 10_000;

/**
 * Who is logged in here. The access token lives in memory only; the refresh cookie, which no script sees, brings
 * another. Emits `changed` when somebody logs in or out, in this tab or in another, and when an admin has given them
 * another role or other projects; `elsewhere` when another tab has somebody else; `leaving` when another tab is about
 * to log out.
 */
export class Session extends Emitter {
  #token = null;
  #expiresAt = 0;
  #refreshing = null;
  #changing = null;
  #changingElsewhere = null;
  #changedElsewhere = () => {};
  #others = channel('session', (message) => this.#otherTab(message));
  /** @type {{id: string, name: string, role: string, projects: string[]}|null} */
  account = null;

  get isStaff() {
    return this.account !== null && this.account.role !== 'CUSTOMER';
  }

  /** Takes up the login that the cookie stands for, if there is one. Rejects when the desk cannot be reached. */
  async restore() {
    try {
      await this.#refresh();
    } catch (error) {
      if (error.code !== 'UNAUTHENTICATED') throw error;
    }
    return this.account;
  }

  login(username, password) {
    return this.#enter('/api/session', { username, password });
  }

  guest(name, email) {
    return this.#enter('/api/session/guest', { name, ...(email && { email }) });
  }

  register(username, password, name, email) {
    return this.#enter('/api/session/register', { username, password, name, ...(email && { email }) });
  }

  /**
   * Another password: every login of the account is over, and this one begins anew. The desk may close connections
   * before it answers; whoever asks for a fresh token meanwhile, in any tab, waits for the answer, with which the next
   * cookie comes.
   */
  async changePassword(currentPassword, newPassword) {
    const body = { currentPassword, newPassword };
    const token = await this.token();
    this.#others.tell({ changing: true });
    this.#changing = exclusively('refresh', () => call('PUT', '/api/account/password', { body, token }));
    try {
      this.#take(await this.#changing);
    } finally {
      this.#changing = null;
      this.#others.tell({ changing: false });
    }
  }

  /** A logout is near: the other tabs say goodbye too, for with it the desk cuts them off. */
  announceLogout() {
    this.#others.tell({ leaving: true });
  }

  /** Ends the login in every tab. */
  async logout() {
    const token = await this.token().catch(() => this.#token);
    await call('DELETE', '/api/session', { token });
    this.#leave();
    this.#others.tell({ left: true });
  }

  /**
   * @param {{fresh?: boolean}} [wish] `fresh`: not the one we have, it was refused
   * @returns {Promise<string|null>} null where nobody is logged in
   */
  async token({ fresh = false } = {}) {
    if (!this.account) return null;
    if (fresh || this.expiresIn < REFRESH_BEFORE_EXPIRY) await this.#refresh();
    return this.#token;
  }

  /** How long the token that we have is still good, in milliseconds. */
  get expiresIn() {
    return this.#expiresAt - clock.now();
  }

  /** A REST call in this account's name. @param {string} path */
  async get(path) {
    try {
      return await call('GET', path, { token: await this.token() });
    } catch (error) {
      if (error.status !== 401) throw error;
      return call('GET', path, { token: await this.token({ fresh: true }) });
    }
  }

  async #enter(path, body) {
    this.#take(await call('POST', path, { body }));
    this.#others.tell({ entered: this.account.id });
    this.emit('changed');
    return this.account;
  }

  /** One tab after another: the cookie is a new one after each refresh. */
  #refresh() {
    this.#refreshing ??= Promise.allSettled([this.#changing, this.#changingElsewhere])
      .then(() => exclusively('refresh', () => call('POST', '/api/session/refresh')))
      .then((answer) => (answer ? this.#take(answer) : this.#refused(new DeskError('UNAUTHENTICATED'))), (error) => this.#refused(error))
      .finally(() => { this.#refreshing = null; });
    return this.#refreshing;
  }

  #take({ accessToken, expiresAt, account }) {
    const another = this.account && !sameAccount(this.account, account);
    this.#token = accessToken;
    this.#expiresAt = Date.parse(expiresAt);
    if (!sameAccount(this.account, account)) this.account = account;
    if (another) this.emit('changed');
  }

  #refused(error) {
    if (error.code === 'UNAUTHENTICATED') this.#leave();
    throw error;
  }

  #leave() {
    const was = this.account;
    this.#token = null;
    this.account = null;
    if (was) this.emit('changed');
  }

  #otherTab({ left, leaving, entered, changing }) {
    if (left) this.#leave();
    else if (leaving) this.emit('leaving');
    else if (changing !== undefined) this.#otherPassword(changing);
    else if (entered !== this.account?.id) this.emit('elsewhere');
  }

  #otherPassword(changing) {
    this.#changedElsewhere();
    if (!changing) return;
    this.#changingElsewhere = new Promise((resolve) => {
      const tooLate = setTimeout(resolve, CHANGES_WITHIN);
      this.#changedElsewhere = () => {
        clearTimeout(tooLate);
        resolve();
      };
    });
  }
}

/**
 * Whether two are the same person with the same rights.
 * @param {{id: string, name: string, role: string, projects: string[]}|null} a
 * @param {{id: string, name: string, role: string, projects: string[]}|null} b
 */
function sameAccount(a, b) {
  const rights = (account) => account && [account.id, account.name, account.role, ...[...account.projects].sort()].join('\n');
  return rights(a) === rights(b);
}
