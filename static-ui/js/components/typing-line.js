import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { computed } from '../base/signals.js';
import { ticker } from '../base/ticker.js';
import { t } from '../base/i18n/i18n.js';

/** Who is typing, below a conversation. */
export class TypingLine extends DeskElement {
  static properties = { thread: { attribute: false }, me: { attribute: false } };

  #name = null;

  willUpdate(changes) {
    if (changes.has('thread') || changes.has('me')) this.#name = computed(() => this.#whoTypes());
  }

  render() {
    const name = this.#name.value;
    return html`<p class="typing ${name ? '' : 'typing--none'}" aria-live="off">
      ${name ? html`<span class="typing__dots" aria-hidden="true"><i></i><i></i><i></i></span>${t('thread.typing', { name })}` : nothing}
    </p>`;
  }

  /** It ends by itself, so while somebody types the clock is looked at. */
  #whoTypes() {
    const [name = null] = this.thread.typing(this.me);
    return name && ticker.now ? name : null;
  }
}

customElements.define('typing-line', TypingLine);
