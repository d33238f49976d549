import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { moving } from './moving.js';
import { ticketRow } from './ticket-row.js';
import './ticket-search.js';
import { keep } from '../models/keep.js';
import { t } from '../i18n/i18n.js';

const CLOSED_AT_FIRST = ['colleagues', 'resolved'];

/** All queues under each other, so that who works in one sees what happens in the others. */
export class QueuePane extends DeskElement {
  static properties = { page: { attribute: false }, folded: { state: true } };

  #moving = moving('.ticket-row', 'data-id');

  constructor() {
    super();
    this.folded = new Set(keep.get('folded') ?? CLOSED_AT_FIRST);
  }

  watching() {
    return [this.page, this.page.desk?.search];
  }

  willUpdate(changes) {
    super.willUpdate(changes);
    this.#moving.before(this);
  }

  updated() {
    this.#moving.after(this);
  }

  render() {
    const { desk } = this.page;
    if (!desk) return nothing;
    if (desk.withoutProject) return html`<div class="empty-page">${icon('inbox')}<h2>${t('queues.noProject.title')}</h2><p>${t('queues.noProject.text')}</p></div>`;
    return html`<nav class="queues" tabindex="-1" aria-label=${t('queues.label')}>
      <ticket-search .page=${this.page}></ticket-search>
      ${desk.search.active ? nothing : this.#queues(desk)}
    </nav>`;
  }

  #queues(desk) {
    return html`${this.#projects(desk.queues)}
      ${desk.queues.loaded ? repeat(desk.queues.order, (queue) => queue, (queue) => this.#queue(queue)) : html`<div class="skeleton skeleton--item"></div><div class="skeleton skeleton--item"></div><div class="skeleton skeleton--item"></div>`}`;
  }

  #projects(queues) {
    if (queues.projects.length < 2) return nothing;
    const choose = (event) => {
      queues.project = event.target.value || null;
      queues.changed();
    };
    return html`<label class="queues__project"><span class="visually-hidden">${t('queues.project')}</span>
      <select class="input input--small" @change=${choose}><option value="">${t('queues.allProjects')}</option>
        ${queues.projects.map((project) => html`<option value=${project} ?selected=${project === queues.project}>${project}</option>`)}</select></label>`;
  }

  #queue(queue) {
    const tickets = this.page.desk.queues.list(queue);
    const open = !this.folded.has(queue);
    return html`<section class="queue queue--${queue}">
      <h2><button class="queue__head" type="button" aria-expanded=${open} aria-controls="queue-${queue}" @click=${() => this.#fold(queue)}>
        ${icon('chevron', 'queue__chevron')}<span class="queue__name">${t(`queues.${queue}`)}</span>
        <span class="count ${queue === 'waiting' && tickets.length ? 'count--waiting' : ''}">${tickets.length}</span></button></h2>
      <div id="queue-${queue}" ?hidden=${!open}>${tickets.length
    ? html`<ul class="queue__list">${repeat(tickets, ({ id }) => id, (ticket) => ticketRow(ticket, queue, this.page))}</ul>`
    : html`<p class="queue__empty">${t(`queues.${queue}.empty`)}</p>`}</div>
    </section>`;
  }

  #fold(queue) {
    const folded = new Set(this.folded);
    if (!folded.delete(queue)) folded.add(queue);
    this.folded = folded;
    keep.set('folded', [...folded]);
  }
}

customElements.define('queue-pane', QueuePane);
