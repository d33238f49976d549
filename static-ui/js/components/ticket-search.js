import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import './ticket-list.js';
import { t } from '../base/i18n/i18n.js';

/** Finds tickets by words, customer or number. What is found takes the place of the queues. */
export class TicketSearch extends DeskElement {
  static properties = { page: { attribute: false } };

  render() {
    const { desk } = this.page;
    if (!desk) return nothing;
    const { search } = desk;
    return html`<search class="search">
      ${icon('lens', 'search__icon')}
      <input class="input input--small search__field" type="search" autocomplete="off" aria-label=${t('search.label')} placeholder=${t('search.label')}
        .value=${live(search.words)} @input=${(event) => search.typed(event.target.value)} @keydown=${(event) => this.#key(event)}>
    </search>
    ${search.active ? this.#found(search) : nothing}`;
  }

  #found({ phase, found, hasMore, words }) {
    const { desk } = this.page;
    const tickets = found.map((ticket) => desk.queues.get(ticket.id) ?? ticket);
    return html`<section class="found" aria-label=${t('search.label')}>
      <p class="found__count" role="status">${this.#summary(phase, tickets.length, hasMore, words)}</p>
      ${phase === 'failed' ? html`<button class="button button--small found__more" type="button" @click=${() => desk.search.again()}>${t('thread.retry')}</button>` : nothing}
      <ticket-list .page=${this.page} .tickets=${tickets} found></ticket-list>
      ${hasMore && phase === 'done' ? html`<button class="button button--small found__more" type="button" @click=${() => desk.search.more()}>${t('search.more')}</button>` : nothing}
    </section>`;
  }

  #summary(phase, n, hasMore, words) {
    if (phase === 'searching') return t('search.searching');
    if (phase === 'failed') return t('search.failed');
    if (n === 0) return t('search.none', { words: words.trim() });
    return t(hasMore ? 'search.firstFound' : 'search.found', { n });
  }

  #key(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.page.desk.search.typed('');
    event.target.blur();
  }
}

customElements.define('ticket-search', TicketSearch);
