import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { systemText } from './system-line.js';
import { nameInWords } from '../models/person.js';
import { t } from '../base/i18n/i18n.js';

const KEPT = 5;

/**
 * Has what comes into a conversation read aloud. The thread itself is no live region: in that, older messages would be
 * read too when they are loaded, and all of them when another ticket is opened.
 */
export class ThreadAnnouncer extends DeskElement {
  static properties = { feed: { attribute: false }, me: { attribute: false } };

  #heardUpTo = null;
  #lines = [];

  willUpdate(changes) {
    if (changes.has('feed')) {
      this.#heardUpTo = null;
      this.#lines = [];
    }
    if (this.feed?.phase !== 'ready') return;
    const { thread } = this.feed;
    if (this.#heardUpTo !== null) this.#lines = [...this.#lines, ...this.#newOf(thread)].slice(-KEPT);
    this.#heardUpTo = thread.head;
  }

  render() {
    return html`<div class="visually-hidden" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      ${repeat(this.#lines, ({ seq }) => seq, ({ text }) => html`<p dir="auto">${text}</p>`)}</div>`;
  }

  /** From the end, where they are; a thread can be long. */
  #newOf({ events }) {
    const lines = [];
    for (let i = events.length - 1; i >= 0 && events[i].seq > this.#heardUpTo; i--) {
      const { seq, type, actor, data } = events[i];
      if (actor?.id === this.me) continue;
      lines.unshift({ seq, text: type === 'chat.message' ? t('thread.says', { name: actor ? nameInWords(actor) : t('event.desk'), text: data.text }) : systemText(events[i]) });
    }
    return lines;
  }
}

customElements.define('thread-announcer', ThreadAnnouncer);
