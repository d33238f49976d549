import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { avatar } from './avatar.js';
import { guestMark } from './guest-mark.js';
import { icon } from './icons.js';
import { peopleList } from './people-here.js';
import { systemText } from './system-line.js';
import { formatTicketId } from '../models/ticket-id.js';
import { backAgain } from '../models/timeline.js';
import { dateTime, moment } from '../base/i18n/format.js';
import { t } from '../base/i18n/i18n.js';

/** So many lines of the history are shown, the newest. A button shows the others. */
const SHOWN = 20;

/** Beside the conversation: who the customer is, what the ticket says, what has become of it. */
export class SidePane extends DeskElement {
  static properties = { page: { attribute: false }, whole: { state: true } };

  constructor() {
    super();
    /** The ticket whose whole history is shown. @type {string|null} */
    this.whole = null;
  }

  render() {
    const { desk } = this.page;
    const feed = desk?.openFeed;
    const ticket = desk?.openTicket;
    return html`<aside class="side" tabindex="0" aria-label=${t('side.label')}>
      <button class="icon-button side__back" type="button" aria-label=${t('pane.back')}
        @click=${() => this.dispatchEvent(new CustomEvent('details', { bubbles: true }))}>${icon('back', 'icon--directed')}</button>
      ${ticket ? html`${this.#customer(ticket, feed.thread)}${this.#ticket(ticket, feed.thread)}${this.#others(desk, ticket.customer)}${this.#history(feed.thread)}`
      : desk && !desk.open ? html`<section><h2 class="side__title">${t('people.label')}</h2>${peopleList(desk)}</section>` : nothing}
    </aside>`;
  }

  #customer({ customer }, { online }) {
    const here = online.get(customer.id);
    const words = here === undefined ? 'side.unknown' : here ? 'side.online' : 'side.offline';
    return html`<section class="side__person">${avatar(customer, 'avatar--large')}
      <div><h2 class="visually-hidden">${t('side.customer')}</h2><p class="side__name" dir="auto">${guestMark(customer)}<bdi>${customer.name}</bdi></p>
        <p class="side__here"><i class="dot dot--${here ? 'ONLINE' : 'OFFLINE'}" aria-hidden="true"></i>${t(words)}</p></div></section>`;
  }

  /** What lists do not carry comes from the thread. */
  #ticket(ticket, thread) {
    const rows = [
      ['side.status', html`<span class="status status--${ticket.status}">${t(`status.${ticket.status}`)}</span>`],
      ['side.agent', ticket.agent && ticket.status !== 'RESOLVED' ? ticket.agent.name : t('side.nobody')],
      ['side.priority', html`<span class="priority priority--${ticket.priority}">${t(`priority.${ticket.priority ?? 'NORMAL'}`)}</span>`],
      ['side.id', html`<span class="ticket-row__id">${formatTicketId(ticket.id)}</span>`],
      ['side.project', ticket.project],
      ['side.system', thread.ticket?.system],
      ['side.created', dateTime(ticket.createdAt)],
      ['side.solved', ticket.resolvedAt && dateTime(ticket.resolvedAt)],
    ].filter(([, value]) => value);
    return html`<section><h2 class="side__title">${t('side.ticket')}</h2>
      <dl class="facts">${rows.map(([label, value]) => html`<dt>${t(label)}</dt><dd><bdi>${value}</bdi></dd>`)}</dl></section>`;
  }

  #others({ othersOfCustomer: others, hasMoreOfCustomer }, { name }) {
    return html`<section><h2 class="side__title">${t('side.earlier')}</h2>
      ${others.length ? html`<ul class="side__others">${repeat(others, ({ id }) => id, (one) => html`<li><a href="#/ticket/${one.id}">
        <span dir="auto">${one.subject}</span><span class="side__when">${t(`status.${one.status}`)} · ${moment(one.createdAt)}</span></a></li>`)}</ul>`
    : html`<p class="empty">${t('side.earlier.none')}</p>`}
      ${hasMoreOfCustomer ? html`<button class="link-button" type="button" @click=${() => this.#searchFor(name)}>${t('side.earlier.all')}</button>` : nothing}</section>`;
  }

  #searchFor(name) {
    this.page.desk.search.typed(name);
    const field = document.querySelector('.search__field');
    if (field.checkVisibility()) field.focus();
    // a phone shows one pane at a time
    else this.page.toTicket(null);
  }

  #history(thread) {
    const events = thread.history.filter((event, i, all) => !all[i + 1] || !backAgain(event, all[i + 1])).reverse();
    const shown = this.whole === thread.id ? events : events.slice(0, SHOWN);
    return html`<section><h2 class="side__title">${t('side.history')}</h2>
      <ol class="history">${repeat(shown, ({ seq }) => seq, (event) => html`<li><span>${systemText(event)}</span>
        <time datetime=${event.at}>${dateTime(event.at)}</time></li>`)}</ol>
      ${shown.length < events.length ? html`<button class="link-button" type="button" @click=${() => { this.whole = thread.id; }}>${t('side.history.all', { n: events.length })}</button>` : nothing}</section>`;
  }
}

customElements.define('side-pane', SidePane);
