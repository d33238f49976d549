import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { formField } from './form-field.js';
import { icon } from './icons.js';
import { Form } from '../models/form.js';
import { t, errorText } from '../base/i18n/i18n.js';

/** Another password for who is logged in. */
export class PasswordDialog extends DeskElement {
  static properties = { session: { attribute: false }, limits: { attribute: false }, toasts: { attribute: false }, form: { state: true } };

  async show() {
    this.form = new Form({ currentPassword: { required: true, asTyped: true }, newPassword: { required: true, asTyped: true, min: this.limits?.passwordMin } }, t);
    await this.updateComplete;
    this.querySelector('dialog').showModal();
  }

  render() {
    const { form } = this;
    return html`<dialog class="dialog" aria-labelledby="password-title" @close=${() => { this.form = null; }}>${form ? html`
      <form class="form" novalidate @submit=${(event) => this.#submit(event)}>
        <h2 class="dialog__title" id="password-title">${t('password.title')}</h2>
        <p class="form__lead">${t('password.lead')}</p>
        ${formField({ form, name: 'currentPassword', label: t('password.current'), type: 'password', autocomplete: 'current-password' })}
        ${formField({ form, name: 'newPassword', label: t('password.new'), type: 'password', autocomplete: 'new-password',
    hint: this.limits ? t('form.password.hint', { min: this.limits.passwordMin }) : undefined })}
        ${form.problem ? html`<p class="form__problem" role="alert">${icon('alert')}${form.problem}</p>` : nothing}
        <div class="dialog__buttons">
          <button class="button" type="button" @click=${() => this.#close()}>${t('app.cancel')}</button>
          <button class="button button--primary" type="submit" aria-disabled=${form.sending ? 'true' : nothing} aria-busy=${form.sending ? 'true' : nothing}>${t('password.submit')}</button>
        </div>
      </form>` : nothing}</dialog>`;
  }

  async #submit(event) {
    event.preventDefault();
    const { form } = this;
    const wrong = form.check();
    if (wrong) return this.querySelector(`#${wrong}`).focus();
    const { currentPassword, newPassword } = form.values;
    let done = false;
    await form.send(async () => {
      await this.session.changePassword(currentPassword, newPassword);
      done = true;
    }, (error) => error.code === 'BAD_CREDENTIALS' ? t('password.wrong') : errorText(error));
    if (!done) return;
    this.#close();
    this.toasts.show({ title: t('password.done') });
  }

  #close() {
    this.querySelector('dialog').close();
  }
}

customElements.define('password-dialog', PasswordDialog);
