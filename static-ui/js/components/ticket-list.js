import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { VirtualRows } from './virtual-rows.js';
import { ticketRow } from './ticket-row.js';

const ROW_HEIGHT = 65;

/** Tickets under each other, however many; `found` where they come from several queues. */
export class TicketList extends DeskElement {
  static properties = {
    page: { attribute: false },
    tickets: { attribute: false },
    found: { type: Boolean },
  };

  #virtualRows = new VirtualRows(this, { list: () => this.querySelector('ul'), estimate: ROW_HEIGHT });

  /** Scrolls to a ticket. @param {string} id @returns {Promise<Element|null>} its row */
  reveal(id) {
    return this.#virtualRows.reveal(id);
  }

  render() {
    const { page, tickets, found } = this;
    const { rows, indexOf, isCut } = this.#virtualRows.slice(tickets, ({ id }) => id);
    const place = (i) => isCut ? { position: indexOf(i) + 1, size: tickets.length } : { position: nothing, size: nothing };
    return html`<ul class="queue__list virtual-rows">${repeat(rows, ({ id }) => id,
      (ticket, i) => ticketRow(ticket, page, { found, ...place(i) }))}</ul>`;
  }
}

customElements.define('ticket-list', TicketList);
