import { DeskError } from '../realtime/desk-error.js';

/** What people do to tickets. Not queued while there is no connection: each is meant for the state that they see. */
export class Commands {
  #desk;

  /** @param {import('../realtime/desk.js').Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @returns {Promise<object>} the new ticket */
  create(fields, clientId) {
    return this.#ticket('/app/tickets.create', fields, clientId);
  }

  pick(id) {
    return this.#ticket(`/app/ticket.${id}.pick`);
  }

  release(id) {
    return this.#ticket(`/app/ticket.${id}.release`);
  }

  resolve(id) {
    return this.#ticket(`/app/ticket.${id}.resolve`);
  }

  reopen(id) {
    return this.#ticket(`/app/ticket.${id}.reopen`);
  }

  /** @param {'ONLINE'|'AWAY'|'OFFLINE'} status */
  async presence(status) {
    await this.#desk.send('/app/presence', { status });
  }

  typing(id, typing) {
    this.#desk.signal(`/app/ticket.${id}.typing`, { typing });
  }

  async #ticket(destination, body, clientId) {
    const reply = await this.#desk.send(destination, body, clientId ? { clientId } : {});
    if (!reply?.data?.ticket) throw new DeskError('INTERNAL');
    return reply.data.ticket;
  }
}
