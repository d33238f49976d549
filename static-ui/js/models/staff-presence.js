import { Observable } from './observable.js';

const RANK = { ONLINE: 0, AWAY: 1, OFFLINE: 2 };

/** Who of the staff is here. */
export class StaffPresence extends Observable {
  #agents = new Map();
  #me;

  /** @param {string} me the account id */
  constructor(me) {
    super();
    this.#me = me;
  }

  /** @param {{data: {agents: {account: object, status: string, chats: number}[]}}} signal all at first, then who changed */
  signal({ data }) {
    data.agents.forEach((agent) => this.#agents.set(agent.account.id, agent));
    this.changed();
  }

  /** A new connection tells all of it again. */
  forget() {
    this.#agents.clear();
  }

  /** Those who are not offline; the ones online first. */
  get here() {
    return [...this.#agents.values()].filter((agent) => agent.status !== 'OFFLINE')
      .sort((a, b) => RANK[a.status] - RANK[b.status] || a.account.name.localeCompare(b.account.name));
  }

  /** Mine: `ONLINE`, `AWAY`, `OFFLINE`; null until it is known. */
  get mine() {
    return this.#agents.get(this.#me)?.status ?? null;
  }

  /** The desk has taken my wish. @param {string} status @param {object} account */
  set(status, account) {
    const known = this.#agents.get(this.#me) ?? { account, chats: 0 };
    this.#agents.set(this.#me, { ...known, status });
    this.changed();
  }
}
