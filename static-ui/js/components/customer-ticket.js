import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { confirmDialog } from './confirm-dialog.js';
import { conversation } from './conversation.js';
import { icon } from './icons.js';
import { statusCard } from './status-card.js';
import { formatTicketId } from '../models/ticket-id.js';
import { t } from '../base/i18n/i18n.js';

/** One ticket as its customer sees it. */
export class CustomerTicket extends DeskElement {
  static properties = {
    feed: { attribute: false },
    space: { attribute: false },
    actions: { attribute: false },
    toasts: { attribute: false },
    limits: { attribute: false },
  };

  render() {
    const { feed } = this;
    if (feed.phase === 'gone') return this.#gone(t('customer.ticket.none'));
    if (feed.phase === 'closed') return this.#gone(t('thread.closed'));
    const { ticket } = feed.thread;
    return conversation({
      feed,
      space: this.space,
      head: ticket ? this.#head(ticket) : html`<div class="skeleton skeleton--title"></div>`,
      status: ticket ? statusCard(ticket, feed.thread) : nothing,
      locked: ticket ? this.#locked(ticket, feed.thread) : '',
      unlock: ticket?.status === 'RESOLVED' ? this.#button('reopen') : nothing,
      max: this.limits?.text,
    });
  }

  #head({ id, subject, status }) {
    return html`<a class="icon-button conversation__back" href="#/" aria-label=${t('customer.back')}>${icon('back', 'icon--directed')}</a>
      <div class="conversation__what">
        <h1 class="conversation__subject" id="subject" dir="auto">${subject}</h1>
        <button class="ticket-id" type="button" title=${t('customer.copyId')} @click=${() => this.#copy(id)}>${formatTicketId(id)}${icon('copy')}</button>
      </div>
      ${status === 'RESOLVED' ? nothing : this.#button('resolve')}`;
  }

  #button(command) {
    const { ready } = this.space.connection;
    const busy = this.actions.busy(command, this.feed.id);
    return html`<button class="button ${command === 'resolve' ? 'button--quiet' : 'button--primary'}" type="button" aria-disabled=${!ready || busy ? 'true' : nothing}
      aria-busy=${busy ? 'true' : nothing} aria-describedby=${ready ? nothing : 'connection-needed'} @click=${() => this.#do(command)}>
      ${icon(command === 'resolve' ? 'check' : 'turning')}<span>${t(`customer.${command}`)}</span></button>`;
  }

  #locked({ status, agent }, { online }) {
    if (status === 'ACTIVE') return '';
    const back = status === 'PAUSED' && online.get(agent?.id);
    return t(back ? 'locked.PAUSED.back' : `locked.${status}`, { name: agent?.name ?? t('thread.team') });
  }

  #gone(text) {
    return html`<div class="empty-page">${icon('inbox')}<p>${text}</p><a class="button" href="#/">${t('customer.back')}</a></div>`;
  }

  async #do(command) {
    if (command === 'resolve' && !await confirmDialog({ title: t('customer.resolve.ask'), content: t('customer.resolve.text'), confirm: t('customer.resolve') })) return;
    const { id } = this.feed;
    await this.actions.run(command, id, () => this.space.commands[command](id));
  }

  async #copy(id) {
    try {
      await navigator.clipboard.writeText(formatTicketId(id));
      this.toasts.show({ title: t('customer.copied') });
    } catch { /* no clipboard over plain http: the id can be selected by hand */ }
  }
}

customElements.define('customer-ticket', CustomerTicket);
