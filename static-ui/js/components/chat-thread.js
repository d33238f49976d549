import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { frames } from './frames.js';
import { VirtualRows } from './virtual-rows.js';
import { messageRow } from './message-row.js';
import { systemLine } from './system-line.js';
import { icon } from './icons.js';
import './typing-line.js';
import { computed } from '../base/signals.js';
import { Timeline } from '../models/timeline.js';
import { day } from '../base/i18n/format.js';
import { t } from '../base/i18n/i18n.js';

const AT_END = 48;
const NEAR_TOP = 160;
const FAR = 4;
const ROW_HEIGHT = 56;

/**
 * A conversation, from its first message to the newest. Who reads further up stays where they are; who is at the end
 * stays at the end, and what comes there counts as read while the page is looked at.
 */
export class ChatThread extends DeskElement {
  static properties = {
    feed: { attribute: false },
    space: { attribute: false },
    atEnd: { state: true },
  };

  #virtualRows = new VirtualRows(this, { list: () => this.querySelector('.thread__rows'), estimate: ROW_HEIGHT });
  #rows = null;
  #readUpTo = null;
  #height = 0;
  /** The last `seq` that was visible at the end. While somebody reads further up, newer messages are counted. */
  #seenUpTo = 0;
  #resized = new ResizeObserver(() => this.#settle());
  #afterwards = { scroll: () => this.#keepPlace() };
  #listening = null;

  constructor() {
    super();
    this.atEnd = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resized.observe(this);
    const { signal } = this.#listening = new AbortController();
    const look = () => this.#markRead();
    document.addEventListener('visibilitychange', look, { signal });
    addEventListener('focus', look, { signal });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listening.abort();
    this.#resized.disconnect();
  }

  willUpdate(changes) {
    if (changes.has('feed')) {
      this.#readUpTo = null;
      this.atEnd = true;
    }
    const isNew = this.#readUpTo === null && this.feed?.phase === 'ready';
    if (isNew) {
      this.#readUpTo = this.space.readMarks.upTo(this.feed.id) ?? Infinity;
      this.#seenUpTo = Math.min(this.#readUpTo, this.feed.thread.head);
    }
    if (isNew || changes.has('feed') || changes.has('space')) this.#rows = this.#timeline();
  }

  render() {
    if (!this.feed) return nothing;
    // what waits in the outbox is shown, even while the thread is still to come
    if (this.feed.phase === 'loading' && !this.space.outbox.of(this.feed.id).some(({ state }) => state !== 'stored')) return this.#skeleton();
    const { rows, indexOf, isCut } = this.#virtualRows.slice(this.#rows.value, (row) => row.key, { atEnd: this.atEnd });
    const size = this.#rows.value.length;
    const place = (i) => isCut ? { position: indexOf(i) + 1, size } : { position: nothing, size: nothing };
    return html`
      <div class="thread" tabindex="0" aria-label=${t('thread.log')} role="log" aria-live="off" @scroll=${() => this.#scrolled()}>
        ${this.feed.hasOlder ? html`<p class="thread__older">${t('thread.older')}</p>` : nothing}
        <div class="thread__rows virtual-rows">${repeat(rows, (row) => row.key, (row, i) => this.#row(row, place(i)))}</div>
        <typing-line .thread=${this.feed.thread} .me=${this.space.account.id}></typing-line>
      </div>
      ${this.atEnd ? nothing : this.#jump()}`;
  }

  updated(changes) {
    if (!this.#box) return;
    frames.after(this.#afterwards);
    if (changes.has('feed') || this.atEnd) this.#markRead();
  }

  get #box() {
    return this.querySelector('.thread:not(.thread--loading)');
  }

  #timeline() {
    const { feed, space } = this;
    const timeline = new Timeline(space.account.id, this.#readUpTo ?? Infinity);
    return computed(() => {
      const { thread } = feed;
      return timeline.rows({ events: thread.events, pending: thread.awaited(space.outbox.of(feed.id)), away: thread.away });
    });
  }

  #row(row, place) {
    switch (row.kind) {
      case 'day': return html`<div class="day"><span>${day(row.at)}</span></div>`;
      case 'unread': return html`<div class="unread-line"><span>${t('thread.unread')}</span></div>`;
      case 'system': return html`<div class="system">${systemLine(row)}</div>`;
      default: return messageRow(row, this.space, this, place);
    }
  }

  #jump() {
    const newer = this.feed.thread.countAfter(this.#seenUpTo, this.space.account.id);
    return html`<button class="thread__jump" type="button" @click=${() => this.#toEnd(true)}>
      ${icon('down')}<span>${newer ? t('thread.newCount', { n: newer }) : t('thread.newest')}</span></button>`;
  }

  #skeleton() {
    return html`<div class="thread thread--loading" role="status" aria-label=${t('app.loading')}>
      <div class="skeleton skeleton--message"></div><div class="skeleton skeleton--message skeleton--mine"></div><div class="skeleton skeleton--message skeleton--long"></div>
    </div>`;
  }

  #keepPlace() {
    const box = this.#box;
    if (!box) return;
    if (this.atEnd) this.#toEnd();
    if (this.feed.hasOlder && box.scrollHeight <= box.clientHeight + NEAR_TOP) this.feed.older();
  }

  /** It has become higher or lower: what was at the end stays there. */
  #settle() {
    this.#height = this.#box?.clientHeight ?? 0;
    if (this.atEnd) this.#toEnd();
  }

  #scrolled() {
    const box = this.#box;
    // a resize scrolls too, but nobody has
    if (box.clientHeight !== this.#height) return;
    this.atEnd = box.scrollHeight - box.clientHeight - box.scrollTop < AT_END;
    if (this.atEnd) this.#markRead();
    if (box.scrollTop < NEAR_TOP) this.feed.older();
  }

  #toEnd(smoothly = false) {
    const box = this.#box;
    if (!box) return;
    const near = box.scrollHeight - box.scrollTop < FAR * box.clientHeight;
    box.scrollTo({ top: box.scrollHeight, behavior: smoothly && near ? 'smooth' : 'instant' });
  }

  #markRead() {
    if (!this.atEnd || document.hidden || !document.hasFocus() || this.feed?.phase !== 'ready') return;
    this.#seenUpTo = this.feed.thread.head;
    this.space.readMarks.mark(this.feed.id, this.feed.thread.head);
  }
}

customElements.define('chat-thread', ChatThread);
