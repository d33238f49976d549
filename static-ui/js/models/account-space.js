import { reactive } from '../base/signals.js';
import { clock } from '../base/clock.js';
import { Desk } from '../realtime/desk.js';
import { Outbox } from '../realtime/outbox.js';
import { openStore } from '../realtime/outbox-store.js';
import { keepRenewed } from '../realtime/token-renewal.js';
import { Commands } from './commands.js';
import { Composing } from './composing.js';
import { Connection } from './connection.js';
import { Drafts } from './drafts.js';
import { ReadMarks } from './read-marks.js';
import { ThreadFeed } from './thread-feed.js';

const LOGS_OUT_WITHIN = 5_000;

/** Everything that belongs to one account while it is logged in on this page. */
export class AccountSpace {
  #composing = new Map();
  #back = null;
  /** Its owner has logged out by themselves. */
  loggedOut = false;

  /**
   * Connects and opens the browser's database at the same time.
   * @param {import('../realtime/session.js').Session} session of somebody logged in
   */
  static async open(session) {
    const space = new AccountSpace(session, session.account);
    space.desk.connect();
    try {
      await space.outbox.start();
    } catch (error) {
      space.close();
      throw error;
    }
    return space;
  }

  constructor(session, account) {
    const { id } = account;
    this.session = session;
    /** With the role and the projects as they are now: another object when they have changed. */
    reactive(this, { account });
    this.desk = new Desk({ token: (wish) => session.token(wish) });
    this.connection = new Connection(this.desk);
    this.commands = new Commands(this.desk);
    this.outbox = new Outbox({ desk: this.desk, account: id, store: openStore() });
    this.drafts = new Drafts(id);
    this.readMarks = new ReadMarks(id);
    this.desk.on('state', ({ caughtUp }) => caughtUp && clock.synchronize(this.desk));
    keepRenewed(this.desk, session);
  }

  /** @param {string} id a ticket's @param {ConstructorParameters<typeof ThreadFeed>[1]} listener */
  feed(id, { onTicket, onNews }) {
    let openAt = null;
    const resume = (ticket) => {
      if (this.#mayWrite(ticket) && ticket.head !== openAt) {
        openAt = ticket.head;
        this.outbox.resume(id);
      }
      onTicket(ticket);
    };
    return new ThreadFeed({ desk: this.desk, session: this.session, id }, { onTicket: resume, onNews }).open();
  }

  #mayWrite({ status, agent, customer }) {
    return status === 'ACTIVE' && [agent?.id, customer.id].includes(this.account.id);
  }

  /** What is being written in a ticket. @param {string} id */
  composing(id) {
    if (!this.#composing.has(id)) this.#composing.set(id, new Composing());
    return this.#composing.get(id);
  }

  /** @param {import('./thread.js').Thread} thread @param {string} text */
  async say(thread, text) {
    const composing = this.composing(thread.id);
    const ours = new Set(this.outbox.of(thread.id).map((entry) => entry.clientId));
    const ifSeq = composing.ifSeq(thread.events, this.account, (clientId) => ours.has(clientId));
    this.#composing.delete(thread.id);
    this.drafts.set(thread.id, '');
    await this.outbox.add(thread.id, text, { ifSeq, at: clock.now() });
  }

  /**
   * Logs out. The goodbye comes first: a logout cuts connections off,
   * and who is cut off has only lost the connection.
   */
  async logout() {
    this.session.announceLogout();
    await this.desk.disconnect();
    try {
      await this.session.logout();
    } catch (error) {
      this.desk.connect();
      throw error;
    }
    this.loggedOut = true;
    this.close();
  }

  /** Another tab is about to log out. Should nothing come of it, the connection comes back. */
  stepAside() {
    this.desk.disconnect();
    this.#back = setTimeout(() => this.desk.connect(), LOGS_OUT_WITHIN);
  }

  close() {
    clearTimeout(this.#back);
    this.outbox.stop();
    this.drafts.close();
    this.readMarks.close();
    this.desk.disconnect();
  }
}
