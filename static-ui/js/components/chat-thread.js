import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { messageRow } from './message-row.js';
import { systemLine } from './system-line.js';
import { icon } from './icons.js';
import { timeline } from '../models/timeline.js';
import { ticker } from '../models/ticker.js';
import { day } from '../i18n/format.js';
import { t } from '../i18n/i18n.js';
import './thread-announcer.js';

const AT_END = 48;
const NEAR_TOP = 160;
const FAR = 4;

/**
 * A conversation, from its first message to the newest. Who reads further up stays where they are; who is at the end
 * stays at the end, and what comes there counts as read while the page is looked at.
 */
export class ChatThread extends DeskElement {
  static properties = {
    feed: { attribute: false },
    space: { attribute: false },
    atEnd: { state: true },
    seenAt: { state: true },
  };

  #readUpTo = null;
  #before = null;
  /** The first `seq` on the screen. */
  #first = 0;
  #height = 0;
  #resized = new ResizeObserver(() => this.#settle());
  #listening = null;

  constructor() {
    super();
    this.atEnd = true;
    this.seenAt = 0;
  }

  watching() {
    return [this.feed, this.space?.outbox, this.#someoneTypes().length ? ticker : null];
  }

  connectedCallback() {
    super.connectedCallback();
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
    super.willUpdate(changes);
    if (changes.has('feed')) {
      this.#readUpTo = null;
      this.atEnd = true;
    }
    if (this.#readUpTo === null && this.feed?.phase === 'ready') {
      this.#readUpTo = this.space.reading.upTo(this.feed.id) ?? Infinity;
    }
    const box = this.#box;
    this.#before = box && { height: box.scrollHeight, top: box.scrollTop };
  }

  render() {
    if (!this.feed) return nothing;
    // what waits in the outbox is shown, even while the thread is still to come
    if (this.feed.phase === 'loading' && !this.space.outbox.of(this.feed.id).length) return this.#skeleton();
    const newer = this.#unseen();
    return html`
      <div class="thread" tabindex="0" aria-label=${t('thread.log')} role="log" aria-live="off" @scroll=${() => this.#scrolled()}>
        ${this.feed.hasOlder ? html`<p class="thread__older">${t('thread.older')}</p>` : nothing}
        <div class="thread__rows">${repeat(this.#rows(), (row) => row.key, (row) => this.#row(row))}</div>
        ${this.#typing()}
      </div>
      ${this.atEnd ? nothing : html`<button class="thread__jump" type="button" @click=${() => this.#toEnd(true)}>
        ${icon('down')}<span>${newer ? t('thread.newCount', { n: newer }) : t('thread.newest')}</span></button>`}`;
  }

  firstUpdated() {
    this.#resized.observe(this);
  }

  updated(changes) {
    const box = this.#box;
    if (!box) return;
    if (this.atEnd) this.#toEnd();
    else if (this.#before && this.feed.thread.first < this.#first) {
      box.scrollTop = this.#before.top + box.scrollHeight - this.#before.height;
    }
    this.#first = this.feed.thread.first;
    if (changes.has('feed') || this.atEnd) this.#markRead();
    if (this.feed.hasOlder && box.scrollHeight <= box.clientHeight + NEAR_TOP) this.feed.older();
  }

  get #box() {
    return this.querySelector('.thread:not(.thread--loading)');
  }

  #rows() {
    const { thread } = this.feed;
    const pending = this.space.outbox.of(this.feed.id).filter((entry) => !thread.has(entry.clientId));
    return timeline({ events: thread.events, pending, me: this.space.account.id, away: thread.away, readUpTo: this.#readUpTo ?? Infinity });
  }

  #row(row) {
    switch (row.kind) {
      case 'day': return html`<div class="day"><span>${day(row.at)}</span></div>`;
      case 'unread': return html`<div class="unread-line"><span>${t('thread.unread')}</span></div>`;
      case 'system': return html`<div class="system">${systemLine(row)}</div>`;
      default: return messageRow(row, this.space, this);
    }
  }

  #typing() {
    const names = this.#someoneTypes();
    return html`<p class="typing ${names.length ? '' : 'typing--none'}" aria-live="off">
      ${names.length ? html`<span class="typing__dots" aria-hidden="true"><i></i><i></i><i></i></span>${t('thread.typing', { name: names[0] })}` : nothing}
    </p>`;
  }

  #skeleton() {
    return html`<div class="thread thread--loading" role="status" aria-label=${t('app.loading')}>
      <div class="skeleton skeleton--message"></div><div class="skeleton skeleton--message skeleton--mine"></div><div class="skeleton skeleton--message skeleton--long"></div>
    </div>`;
  }

  #someoneTypes() {
    return this.feed?.thread.typing(this.space.account.id) ?? [];
  }

  #unseen() {
    return this.feed.thread.events.filter((e) => e.type === 'chat.message' && e.seq > this.seenAt && e.actor?.id !== this.space.account.id).length;
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
    this.seenAt = this.feed.thread.head;
    this.space.reading.mark(this.feed.id, this.feed.thread.head);
  }
}

customElements.define('chat-thread', ChatThread);
