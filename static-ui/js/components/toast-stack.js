import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

/**
 * The toasts. On a screen that matches the media query `small`, one at a time. A status region reads them aloud: if the
 * stack itself were live, a toast that becomes visible again would be read again.
 */
export class ToastStack extends DeskElement {
  static properties = { toasts: { attribute: false }, small: { attribute: false } };

  #smallScreen = null;
  #resized = new ResizeObserver(() => this.#tellHeight());

  willUpdate(changes) {
    if (!changes.has('small')) return;
    this.#smallScreen = matchMedia(this.small);
    const fit = () => { this.toasts.room = this.#smallScreen.matches ? 1 : 3; };
    this.#smallScreen.addEventListener('change', fit);
    fit();
  }

  render() {
    const { visible = [], more = 0, spoken = [] } = this.toasts ?? {};
    return html`<div class="toasts" role="region" aria-label=${t('toast.region')} tabindex="-1"
      @pointerenter=${() => this.#hold('pointer', true)} @pointerleave=${() => this.#hold('pointer', false)}
      @focusin=${() => this.#holdFocus()} @focusout=${({ relatedTarget }) => this.#holdFocus(relatedTarget ?? undefined)}>
      ${more ? html`<p class="toasts__more"><span>${t('toast.more', { n: more })}</span>
        <button class="button button--small button--quiet" type="button" @click=${() => this.toasts.dismissAll()}>${t('toast.dismissAll')}</button></p>` : nothing}
      ${repeat(visible, ({ id }) => id, (toast) => this.#toast(toast))}
    </div>
    <div class="visually-hidden" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      ${repeat(spoken, ({ id }) => id, ({ title, text, count }) => html`<p>${count ? t('toast.counted', { n: count }) : [title, text].filter(Boolean).join(' ')}</p>`)}
    </div>`;
  }

  firstUpdated() {
    this.#resized.observe(this.#box);
  }

  updated() {
    // a focused button that is removed may send no focusout
    this.#holdFocus();
  }

  get #box() {
    return this.querySelector('.toasts');
  }

  #hold(by, held) {
    this.toasts?.hold(by, held);
  }

  /** When a focused toast is dismissed, the focus goes to the box. That holds nothing. */
  #holdFocus(focused = document.activeElement) {
    this.#hold('focus', focused !== this.#box && this.#box.contains(focused));
  }

  /** For the panes below the toasts (css/staff-page.css). */
  #tellHeight() {
    this.parentElement?.style.setProperty('--toasts-height', `${Math.ceil(this.#box.getBoundingClientRect().height)}px`);
  }

  #toast({ id, kind, title, text, action }) {
    const act = () => {
      this.toasts.dismiss(id);
      action.run();
    };
    return html`<div class="toast toast--${kind}">
      ${icon(kind === 'problem' ? 'alert' : 'bell', 'toast__icon')}
      <div class="toast__words"><strong>${title}</strong>${text ? html`<span>${text}</span>` : nothing}</div>
      ${action ? html`<button class="button button--small" type="button" @click=${act}>${action.label}</button>` : nothing}
      <button class="icon-button" type="button" aria-label=${t('toast.dismiss')} @click=${() => this.toasts.dismiss(id)}>${icon('close')}</button>
    </div>`;
  }
}

customElements.define('toast-stack', ToastStack);
