import { computed, signal } from '../base/signals.js';
import { equal } from '../base/equal.js';

const RANK = { ONLINE: 0, AWAY: 1, OFFLINE: 2 };

/** Who of the staff is here. Told in parts: all at once, or project by project. */
export class StaffPresence {
  /** By account id. */
  #agents = signal(new Map());
  /** Who is in which part, by account id. @type {Map<string, Set<string>>} */
  #parts = new Map();
  #beginning = new Set();
  #me;
  #here = computed(() => [...this.#agents.value.values()].filter((agent) => agent.status !== 'OFFLINE')
    .sort((a, b) => RANK[a.status] - RANK[b.status] || a.account.name.localeCompare(b.account.name)));

  /** @param {string} me the account id */
  constructor(me) {
    this.#me = me;
  }

  /**
   * The desk is asked anew: the next signal says all that is so, and who is not in it has gone meanwhile. Until it
   * comes, what was known stays, so that a blip does not empty the screen.
   * @param {string} part
   */
  begin(part) {
    this.#beginning.add(part);
  }

  /**
   * @param {string} part
   * @param {{type: string, data: {agents: {account: object, status: string, chats: number}[]}}} signal all at first, then who changed
   */
  signal(part, { type, data }) {
    if (this.#beginning.delete(part) || !this.#parts.has(part)) this.#parts.set(part, new Set());
    const agents = new Map(this.#agents.value);
    for (const agent of data.agents) {
      this.#parts.get(part).add(agent.account.id);
      agents.set(agent.account.id, type === 'agent.offline' ? { ...agent, status: 'OFFLINE' } : agent);
    }
    this.#set(this.#withoutWhoIsInNone(agents));
  }

  /** Those who are not offline; the ones online first. */
  get here() {
    return this.#here.value;
  }

  /** Mine: `ONLINE`, `AWAY`, `OFFLINE`; null until it is known. */
  get mine() {
    return this.#agents.value.get(this.#me)?.status ?? null;
  }

  /** The desk has taken my wish. @param {string} status @param {object} account */
  set(status, account) {
    const known = this.#agents.value.get(this.#me) ?? { account, chats: 0 };
    this.#set(new Map(this.#agents.value).set(this.#me, { ...known, status }));
  }

  #withoutWhoIsInNone(agents) {
    const known = new Set([this.#me]);
    for (const ids of this.#parts.values()) ids.forEach((id) => known.add(id));
    return new Map([...agents].filter(([id]) => known.has(id)));
  }

  /** The desk tells all of them again now and then: that is no change. */
  #set(agents) {
    if (!equal([...agents], [...this.#agents.value])) this.#agents.value = agents;
  }
}
