import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { frames } from './frames.js';
import { icon } from './icons.js';
import { flipAnimation } from './flip-animation.js';
import './ticket-list.js';
import './ticket-search.js';
import { storage } from '../base/browser-storage.js';
import { number } from '../base/i18n/format.js';
import { t } from '../base/i18n/i18n.js';
import { QUEUES } from '../models/queues.js';

const FOLDED_AT_FIRST = ['colleagues', 'resolved'];

/** All queues under each other, so that who works in one sees what happens in the others. */
export class QueuePane extends DeskElement {
  static properties = { page: { attribute: false }, folded: { state: true } };

  #flip = flipAnimation('.ticket-row', 'data-id');
  /** What was drawn last, by queue. */
  #before = {};
  #unwatch = () => {};
  #afterwards = { animate: () => this.#animate() };

  constructor() {
    super();
    this.folded = new Set(storage.get('folded') ?? FOLDED_AT_FIRST);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#unwatch = frames.watch({
      begin: (willDraw) => { if (willDraw(this)) this.#notePlaces(); },
      end: () => this.#flip.forget(),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unwatch();
  }

  willUpdate() {
    this.#notePlaces();
  }

  updated() {
    frames.after(this.#afterwards);
  }

  /** The tickets that can be gone through, in the order of the screen. @returns {string[]} ids */
  get ids() {
    const { search, queues } = this.page.desk;
    if (search.active) return search.found.map(({ id }) => id);
    return queues.order.filter((queue) => !this.folded.has(queue)).flatMap((queue) => queues.list(queue).map(({ id }) => id));
  }

  /** Scrolls to a ticket. @param {string} id @returns {Promise<Element|null>} its row */
  async reveal(id) {
    frames.flush();
    for (const list of this.querySelectorAll('ticket-list')) {
      const row = await list.reveal(id);
      if (row) return row;
    }
    return null;
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
    return html`<label class="queues__project"><span class="visually-hidden">${t('queues.project')}</span>
      <select class="input input--small" @change=${(event) => { queues.project = event.target.value || null; }}><option value="">${t('queues.allProjects')}</option>
        ${queues.projects.map((project) => html`<option value=${project} ?selected=${project === queues.project}>${project}</option>`)}</select></label>`;
  }

  #queue(queue) {
    const { queues } = this.page.desk;
    const tickets = queues.list(queue);
    const open = !this.folded.has(queue);
    return html`<section class="queue queue--${queue}">
      <h2><button class="queue__head" type="button" aria-expanded=${open} aria-controls="queue-${queue}" @click=${() => this.#fold(queue)}>
        ${icon('chevron', 'queue__chevron')}<span class="queue__name">${t(`queues.${queue}`)}</span>
        <span class="count ${queue === 'waiting' && tickets.length ? 'count--waiting' : ''}">${number(tickets.length)}${queues.isCut(queue) ? '+' : ''}</span></button></h2>
      <div id="queue-${queue}" ?hidden=${!open}>${this.#tickets(queue, open ? tickets : [], tickets.length)}</div>
    </section>`;
  }

  #tickets(queue, shown, count) {
    if (count === 0) return html`<p class="queue__empty">${t(`queues.${queue}.empty`)}</p>`;
    return html`<ticket-list .page=${this.page} .tickets=${shown}></ticket-list>`;
  }

  /** While a list arrives, every row moves all the time. */
  #notePlaces() {
    if (!this.page.desk?.queues.isArriving) this.#flip.before(this);
  }

  #animate() {
    const before = Object.values(this.#before);
    this.#before = this.#lists();
    this.#flip.after(this, (id) => !before.some((list) => list.some((ticket) => ticket.id === id)));
  }

  #lists() {
    const { desk } = this.page;
    return desk ? Object.fromEntries(QUEUES.map((queue) => [queue, desk.queues.list(queue)])) : {};
  }

  #fold(queue) {
    const folded = new Set(this.folded);
    if (!folded.delete(queue)) folded.add(queue);
    this.folded = folded;
    storage.set('folded', [...folded]);
  }
}

customElements.define('queue-pane', QueuePane);
