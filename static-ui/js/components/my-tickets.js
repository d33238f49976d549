import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { VirtualRows } from './virtual-rows.js';
import { icon } from './icons.js';
import { formatTicketId } from '../models/ticket-id.js';
import { moment } from '../base/i18n/format.js';
import { t } from '../base/i18n/i18n.js';

const ROW_HEIGHT = 84;

/** A customer's tickets; `alone` where nothing else is the matter of the page. */
export class MyTickets extends DeskElement {
  static properties = { desk: { attribute: false }, current: { attribute: false }, alone: { type: Boolean } };

  #virtualRows = new VirtualRows(this, { list: () => this.querySelector('.tickets__list'), estimate: ROW_HEIGHT });

  render() {
    return html`<nav class="tickets" tabindex="-1" aria-label=${t('customer.tickets')}>
      <div class="tickets__head">${this.alone ? html`<h1>${t('customer.tickets')}</h1>` : html`<h2>${t('customer.tickets')}</h2>`}
        <a class="button button--small" href="#/new">${icon('plus')}${t('start.another')}</a></div>
      ${this.desk.loaded ? this.#list() : html`<div class="skeleton skeleton--item"></div><div class="skeleton skeleton--item"></div>`}
    </nav>`;
  }

  #list() {
    const { tickets } = this.desk;
    if (!tickets.length) return html`<p class="empty">${t('customer.tickets.none')}</p>`;
    const { rows, indexOf, isCut } = this.#virtualRows.slice(tickets, ({ id }) => id);
    const place = (i) => isCut ? { position: indexOf(i) + 1, size: tickets.length } : { position: nothing, size: nothing };
    return html`<ul class="tickets__list virtual-rows">${repeat(rows, ({ id }) => id, (ticket, i) => this.#item(ticket, place(i)))}</ul>`;
  }

  #item({ id, subject, status, createdAt }, { position, size }) {
    const unread = this.desk.unread(id);
    return html`<li aria-posinset=${position} aria-setsize=${size}><a class="ticket-link" href="#/ticket/${id}" aria-current=${id === this.current ? 'page' : nothing}>
      <span class="ticket-link__subject" dir="auto">${subject}</span>
      <span class="ticket-link__line"><span class="status status--${status}">${t(`status.${status}`)}</span>
        <span class="ticket-link__id">${formatTicketId(id)}</span><time datetime=${createdAt}>${moment(createdAt)}</time></span>
      ${unread ? html`<span class="count count--unread" title=${t('queues.unread', { n: unread })}><span aria-hidden="true">${unread}</span><span class="visually-hidden">${t('queues.unread', { n: unread })}</span></span>` : nothing}
    </a></li>`;
  }
}

customElements.define('my-tickets', MyTickets);
