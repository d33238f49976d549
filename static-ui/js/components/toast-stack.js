import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

export class ToastStack extends DeskElement {
  static properties = { toasts: { attribute: false } };

  render() {
    const hold = (held) => () => this.toasts.hold(held);
    const { visible = [], more = 0 } = this.toasts ?? {};
    return html`<div class="toasts" role="region" aria-label=${t('toast.region')} aria-live="polite"
      tabindex="-1" @pointerenter=${hold(true)} @pointerleave=${hold(false)} @focusin=${hold(true)} @focusout=${hold(false)}>
      ${more ? html`<p class="toasts__more"><span>${t('toast.more', { n: more })}</span>
        <button class="button button--small button--quiet" type="button" @click=${() => this.toasts.dismissAll()}>${t('toast.dismissAll')}</button></p>` : nothing}
      ${repeat(visible, ({ id }) => id, (toast) => this.#toast(toast))}
    </div>`;
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
