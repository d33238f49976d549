import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { ask } from './ask.js';
import { icon } from './icons.js';
import { statusCard } from './status-card.js';
import { shown } from '../models/ticket-id.js';
import { t, errorText } from '../i18n/i18n.js';
import './chat-thread.js';
import './chat-composer.js';

/** One ticket as its customer sees it. */
export class CustomerTicket extends DeskElement {
  static properties = {
    feed: { attribute: false },
    space: { attribute: false },
    toasts: { attribute: false },
    limits: { attribute: false },
    busy: { state: true },
  };

  watching() {
    return [this.feed, this.space.connection];
  }

  render() {
    const { feed } = this;
    if (feed.phase === 'gone') return this.#gone(t('customer.ticket.none'));
    if (feed.phase === 'closed') return this.#gone(t('thread.closed'));
    const { ticket } = feed.thread;
    return html`<section class="conversation" tabindex="-1" aria-labelledby="subject" @edit-text=${(event) => this.querySelector('chat-composer').putBack(event.detail)}>
      ${ticket ? this.#head(ticket) : html`<header class="conversation__head"><div class="skeleton skeleton--title"></div></header>`}
      ${ticket ? statusCard(ticket, feed.thread) : nothing}
      <chat-thread class="conversation__thread" .feed=${feed} .space=${this.space}></chat-thread>
      <thread-announcer .feed=${feed} .me=${this.space.account.id}></thread-announcer>
      <chat-composer .feed=${feed} .space=${this.space} .max=${this.limits?.text ?? 4000}
        .locked=${ticket ? this.#locked(ticket, feed.thread) : ''} .unlock=${ticket?.status === 'RESOLVED' ? this.#button('reopen') : nothing}></chat-composer>
    </section>`;
  }

  #head({ id, subject, status }) {
    return html`<header class="conversation__head">
      <a class="icon-button conversation__back" href="#/" aria-label=${t('customer.back')}>${icon('back', 'icon--directed')}</a>
      <div class="conversation__what">
        <h1 class="conversation__subject" id="subject" dir="auto">${subject}</h1>
        <button class="ticket-id" type="button" title=${t('customer.copyId')} @click=${() => this.#copy(id)}>${shown(id)}${icon('copy')}</button>
      </div>
      ${status === 'RESOLVED' ? nothing : this.#button('resolve')}
    </header>`;
  }

  #button(command) {
    const { ready } = this.space.connection;
    return html`<button class="button ${command === 'resolve' ? 'button--quiet' : 'button--primary'}" type="button" aria-disabled=${!ready || this.busy ? 'true' : nothing}
      aria-busy=${this.busy ? 'true' : nothing} aria-describedby=${ready ? nothing : 'connection-needed'} @click=${() => this.#do(command)}>
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
    if (command === 'resolve' && !await ask({ title: t('customer.resolve.ask'), content: t('customer.resolve.text'), confirm: t('customer.resolve') })) return;
    this.busy = true;
    try {
      await this.space.commands[command](this.feed.id);
    } catch (error) {
      this.toasts.show({ kind: 'problem', title: errorText(error) });
    }
    this.busy = false;
  }

  async #copy(id) {
    try {
      await navigator.clipboard.writeText(shown(id));
      this.toasts.show({ title: t('customer.copied') });
    } catch { /* no clipboard over plain http: the id can be selected by hand */ }
  }
}

customElements.define('customer-ticket', CustomerTicket);
