import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { guestMark } from './guest-mark.js';
import { icon } from './icons.js';
import { conversation } from './conversation.js';
import { pickButton } from './ticket-row.js';
import { formatTicketId } from '../models/ticket-id.js';
import { t } from '../base/i18n/i18n.js';

/** The middle: one ticket's conversation, and what can be done with it. */
export class ThreadPane extends DeskElement {
  static properties = { page: { attribute: false }, details: { type: Boolean } };

  /** Who has just picked a ticket is about to answer. */
  #claimFocus = (id) => this.page.claimFocus(id);

  render() {
    const { desk } = this.page;
    if (!desk) return nothing;
    if (!desk.open) return desk.closedByOffline ? this.#offline() : this.#none();
    const { openFeed } = desk;
    if (!openFeed) return nothing;
    if (openFeed.phase === 'gone' || openFeed.phase === 'closed') return this.#gone(openFeed.phase);
    return this.#conversation(openFeed);
  }

  #conversation(feed) {
    const { desk, login } = this.page;
    const ticket = desk.openTicket;
    return conversation({
      feed,
      space: login.space,
      head: this.#head(ticket, feed.thread),
      locked: ticket ? this.#locked(ticket, feed.thread) : '',
      unlock: ticket ? this.#unlock(ticket) : nothing,
      max: login.config?.limits?.text,
      claimFocus: this.#claimFocus,
    });
  }

  #head(ticket, thread) {
    return html`<a class="icon-button conversation__back" href="#/" aria-label=${t('pane.back')}>${icon('back', 'icon--directed')}</a>
      <div class="conversation__what">${ticket
    ? html`<h1 class="conversation__subject" id="subject" dir="auto">${ticket.subject}</h1>
        <p class="conversation__who"><span class="conversation__here">${this.#here(ticket, thread)}${guestMark(ticket.customer)}<bdi>${ticket.customer.name}</bdi></span><span class="ticket-id">${formatTicketId(ticket.id)}</span></p>`
    : html`<div class="skeleton skeleton--title"></div>`}</div>
      ${ticket ? this.#actions(ticket) : nothing}
      <button class="icon-button conversation__details" type="button" aria-label=${t('side.show')} title=${t('side.show')} aria-pressed=${this.details}
        @click=${() => this.dispatchEvent(new CustomEvent('details', { bubbles: true }))}>${icon('sidebar', 'icon--directed')}</button>`;
  }

  /** The side pane says it in words; where that is hidden, this is all there is. */
  #here({ customer }, { online }) {
    const here = online.get(customer.id);
    if (here === undefined) return nothing;
    const words = t(here ? 'side.online' : 'side.offline');
    return html`<i class="dot dot--${here ? 'ONLINE' : 'OFFLINE'}" title=${words} aria-hidden="true"></i><span class="visually-hidden">${words}: </span>`;
  }

  #actions(ticket) {
    const { page } = this;
    const mine = ticket.agent?.id === page.desk.me && (ticket.status === 'ACTIVE' || ticket.status === 'PAUSED');
    const admin = page.login.space.account.role === 'ADMIN' && ticket.status !== 'RESOLVED';
    if (!mine && !admin) return nothing;
    return html`<div class="conversation__actions">
      ${ticket.status === 'WAITING' ? nothing : this.#button('release', ticket, 'release', 'ticket.release', () => page.release(ticket.id), 'conversation__release')}
      ${this.#button('resolve', ticket, 'check', 'ticket.resolve', () => page.resolve(ticket.id))}
      ${mine && ticket.status === 'ACTIVE' ? this.#button('resolve', ticket, 'check', 'ticket.resolveNext', () => page.resolve(ticket.id, { next: true }), 'button--primary conversation__next') : nothing}
    </div>`;
  }

  #button(command, ticket, shape, words, act, className = '') {
    const { ready } = this.page.login.space.connection;
    const busy = this.page.actions.busy(command, ticket.id);
    return html`<button class="button button--small ${className}" type="button" aria-disabled=${!ready || busy ? 'true' : nothing} aria-busy=${busy ? 'true' : nothing}
      aria-describedby=${ready ? nothing : 'connection-needed'} title=${ready ? t(words) : nothing} @click=${act}>${icon(shape)}<span>${t(words)}</span></button>`;
  }

  #locked({ status, agent }, { online }) {
    const mine = agent?.id === this.page.desk.me;
    if (status === 'ACTIVE' && mine) return '';
    if (status === 'PAUSED' && mine) return t('locked.staff.PAUSED.mine');
    const back = status === 'PAUSED' && online.get(agent?.id);
    return t(back ? 'locked.staff.PAUSED.back' : `locked.staff.${status}`, { name: agent?.name ?? '?' });
  }

  #unlock(ticket) {
    const { page } = this;
    if (ticket.status === 'RESOLVED') return this.#button('reopen', ticket, 'turning', 'ticket.reopen', () => page.reopen(ticket.id));
    if (ticket.status === 'ACTIVE') return nothing;
    return page.desk.online ? pickButton(ticket, page, '') : html`${this.#goOnline()}${pickButton(ticket, page, '')}`;
  }

  #goOnline() {
    const { ready } = this.page.login.space.connection;
    const busy = this.page.actions.busy('presence');
    return html`<button class="button" type="button" aria-disabled=${!ready || busy ? 'true' : nothing} aria-busy=${busy ? 'true' : nothing}
      aria-describedby=${ready ? nothing : 'connection-needed'} @click=${() => this.page.setPresence('ONLINE')}>
      <i class="dot dot--ONLINE" aria-hidden="true"></i>${t('presence.goOnline')}</button>`;
  }

  #none() {
    if (this.page.desk.withoutProject) return nothing;
    return html`<div class="empty-page">${icon('inbox')}<h1>${t('ticket.none.title')}</h1><p>${t('ticket.none.text')}</p></div>`;
  }

  #offline() {
    return html`<div class="empty-page" role="status">${icon('pause')}<h1>${t('presence.offline.title')}</h1><p>${t('presence.offline.text')}</p>
      ${this.page.desk.online ? nothing : this.#goOnline()}</div>`;
  }

  #gone(phase) {
    return html`<div class="empty-page">${icon('inbox')}<p>${t(phase === 'closed' ? 'thread.closed' : 'ticket.gone')}</p><a class="button" href="#/">${t('pane.back')}</a></div>`;
  }
}

customElements.define('thread-pane', ThreadPane);
