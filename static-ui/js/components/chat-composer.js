import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { messageText } from './message-text.js';
import { partsOf } from '../base/links.js';
import { nameInWords } from '../models/person.js';
import { Typing } from '../models/typing.js';
import { t } from '../base/i18n/i18n.js';

/** Where one writes. Locked, with the reason, while the chat is closed; open while only the connection is away. */
export class ChatComposer extends DeskElement {
  static properties = {
    feed: { attribute: false },
    space: { attribute: false },
    locked: { attribute: false },
    unlock: { attribute: false },
    claimFocus: { attribute: false },
    max: { type: Number },
    text: { state: true },
  };

  #typing = null;

  constructor() {
    super();
    this.text = '';
    this.max = 4000;
  }

  willUpdate(changes) {
    if (changes.has('feed') && this.feed) {
      const { id } = this.feed;
      this.#typing?.stop();
      this.#typing = new Typing((typing) => this.space.commands.typing(id, typing));
      this.text = this.space.drafts.get(id);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#typing?.stop();
  }

  updated() {
    const field = this.querySelector('textarea');
    if (field && this.claimFocus?.(this.feed.id)) field.focus();
    if (!field || CSS.supports('field-sizing', 'content')) return;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
  }

  /** Puts a text back, in front of what stands there. @param {string} text */
  putBack(text) {
    this.#typed(this.text ? `${text}\n${this.text}` : text);
    this.updateComplete.then(() => this.querySelector('textarea')?.focus());
  }

  render() {
    if (!this.feed || this.feed.phase !== 'ready') return nothing;
    return html`${this.#moved()}${this.locked ? this.#lock() : this.#form()}`;
  }

  #lock() {
    return html`<div class="composer composer--locked">
      ${icon('lock')}<p>${this.locked}</p>${this.unlock ?? nothing}
    </div>`;
  }

  #form() {
    const tooLong = this.text.length > this.max;
    const empty = !this.text.trim();
    const nearLimit = this.text.length > this.max * 0.9;
    return html`<form class="composer" @submit=${(event) => this.#submit(event)}>
      <label class="visually-hidden" for="message">${t('composer.label')}</label>
      <div class="composer__row">
        <textarea id="message" rows="1" dir="auto" placeholder=${t('composer.placeholder')} aria-describedby="composer-hint"
          .value=${live(this.text)} @input=${(event) => this.#typed(event.target.value)} @keydown=${(event) => this.#key(event)}
          @blur=${() => this.space.drafts.flush()}></textarea>
        <button class="composer__send" type="submit" aria-label=${t('composer.send')} title=${t('composer.send')}
          aria-disabled=${empty || tooLong ? 'true' : nothing} aria-describedby=${tooLong ? 'composer-hint' : empty ? 'composer-empty' : nothing}>${icon('send', 'icon--directed')}</button>
      </div>
      <p class="composer__hint ${tooLong ? 'composer__hint--wrong' : ''}" id="composer-hint">${this.#hint(tooLong, nearLimit)}</p>
      <p id="composer-empty" hidden>${t('composer.empty')}</p>
    </form>`;
  }

  #hint(tooLong, nearLimit) {
    if (tooLong) return t('form.tooLong', { max: this.max, n: this.text.length });
    if (nearLimit) return t('form.left', { n: this.max - this.text.length });
    if (this.space.connection.banner === 'lost') return t('composer.offline');
    if (!this.space.outbox.durable) return t('thread.volatile');
    return html`<span class="composer__keys">${t('composer.hint')}</span>`;
  }

  /** The desk has held one back because something came in between: show that, and ask. */
  #moved() {
    const { outbox, account } = this.space;
    const held = outbox.of(this.feed.id).find((entry) => entry.state === 'failed' && entry.error.code === 'SEEN_OLD_STATE');
    if (!held) return nothing;
    const came = this.feed.thread.messages.filter((message) => message.seq > held.ifSeq);
    return html`<div class="moved" role="alert">
      <p class="moved__what">${t('composer.moved')}</p>
      <ul>${came.map((message) => html`<li dir="auto">
        <strong>${t('composer.moved.by', { name: message.actor.id === account.id ? t('thread.you') : nameInWords(message.actor) })}</strong> ${messageText(partsOf(message, message.data.text))}</li>`)}</ul>
      <p>${t('composer.moved.ask')}</p>
      <div class="moved__buttons">
        <button class="button button--small button--primary" type="button" @click=${() => outbox.sendAnyway(held.clientId)}>${t('thread.sendAnyway')}</button>
        <button class="button button--small" type="button" @click=${() => outbox.discard(held.clientId).then((text) => text && this.putBack(text))}>${t('thread.edit')}</button>
      </div>
    </div>`;
  }

  #typed(text) {
    this.text = text;
    this.space.drafts.set(this.feed.id, text);
    this.space.composing(this.feed.id).typed(text, this.feed.thread.head);
    if (!this.locked) this.#typing.typed(text);
  }

  #key(event) {
    if (event.key === 'Escape') event.target.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (!text || text.length > this.max || this.locked) return;
    this.text = '';
    this.#typing.stop();
    this.space.say(this.feed.thread, text);
  }
}

customElements.define('chat-composer', ChatComposer);
