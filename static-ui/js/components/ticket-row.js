import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { guestMark } from './guest-mark.js';
import { icon } from './icons.js';
import { formatTicketId } from '../models/ticket-id.js';
import { moment } from '../base/i18n/format.js';
import { t } from '../base/i18n/i18n.js';
import './time-since.js';

/**
 * One ticket in a queue, or among those `found`, where it has to say in which queue it is.
 * @param {object} ticket
 * @param {import('../models/staff-page.js').StaffPage} page
 * @param {{found?: boolean, position: number|symbol, size: number|symbol}} where its place in the list, where that is
 *   not all on the screen
 */
export function ticketRow(ticket, page, { found = false, position, size }) {
  const { desk } = page;
  const { id, subject, customer, priority } = ticket;
  const queue = desk.queues.queueOf(ticket);
  const unread = queue === 'mine' ? desk.unread(id) : 0;
  const open = desk.open === id;
  return html`<li class="ticket-row ticket-row--${queue} ${unread ? 'ticket-row--unread' : ''} ${open ? 'ticket-row--open' : ''}" data-id=${id}
    aria-posinset=${position} aria-setsize=${size}>
    ${avatar(customer, 'ticket-row__avatar')}
    <div class="ticket-row__top">
      <a class="ticket-row__link" href="#/ticket/${id}" aria-current=${open ? 'true' : nothing} dir="auto" title=${subject}>${subject}</a>
      <span class="ticket-row__time">${time(ticket, queue)}</span>
    </div>
    <div class="ticket-row__rest">
      <div class="ticket-row__facts">
        ${priority && priority !== 'NORMAL' ? html`<span class="priority priority--${priority}">${t(`priority.${priority}`)}</span>` : nothing}
        <span class="ticket-row__customer">${guestMark(customer)}<bdi>${customer.name}</bdi></span>
        ${(queue === 'colleagues' || queue === 'paused') && ticket.agent?.id !== desk.me ? html`<span class="ticket-row__agent">${t('queues.with', { name: ticket.agent?.name ?? '?' })}</span>` : nothing}
        ${found ? html`<span class="status status--${ticket.status}">${t(`status.${ticket.status}`)}</span>` : nothing}
        <span class="ticket-row__id">${formatTicketId(id)}</span>
      </div>
      ${unread ? html`<span class="count count--unread" title=${t('queues.unread', { n: unread })}><span aria-hidden="true">${unread}</span><span class="visually-hidden">${t('queues.unread', { n: unread })}</span></span>` : nothing}
      ${queue === 'waiting' || queue === 'paused' ? pickButton(ticket, page, 'button--small ticket-row__pick') : nothing}
    </div>
  </li>`;
}

function time(ticket, queue) {
  if (queue === 'waiting') return html`<span class="visually-hidden">${t('queues.waiting')}</span>${icon('clock')}<time-since .at=${ticket.waitingSince}></time-since>`;
  if (queue === 'paused') return html`<span class="visually-hidden">${t('queues.paused')}</span>${icon('pause')}<time-since .at=${ticket.pausedAt}></time-since>`;
  return html`<time datetime=${ticket.resolvedAt ?? ticket.createdAt}>${moment(ticket.resolvedAt ?? ticket.createdAt)}</time>`;
}

/** @param {object} ticket @param {import('../models/staff-page.js').StaffPage} page @param {string} className */
export function pickButton({ id, subject }, page, className) {
  const { ready } = page.login.space.connection;
  const busy = page.actions.busy('pick', id);
  return html`<button class="button button--primary ${className}" type="button" aria-label=${t('ticket.pickNamed', { subject })}
    aria-disabled=${!ready || busy ? 'true' : nothing} aria-busy=${busy ? 'true' : nothing} aria-describedby=${ready ? nothing : 'connection-needed'}
    title=${ready && !page.desk.online ? t('ticket.needsOnline') : nothing} @click=${() => page.pick(id)}>${t('ticket.pick')}</button>`;
}
