import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { formField } from './form-field.js';
import { icon } from './icons.js';
import { Form } from '../models/form.js';
import { t, errorText } from '../base/i18n/i18n.js';

const LOGIN = { username: { required: true }, password: { required: true, asTyped: true } };
const register = ({ nameMax, passwordMin } = {}) => ({
  name: { required: true, max: nameMax }, email: { email: true, max: 200 }, ...LOGIN, password: { required: true, asTyped: true, min: passwordMin },
});

/** Logging in; for customers, where the desk allows it, also making an account. */
export class LoginForm extends DeskElement {
  static properties = {
    session: { attribute: false },
    registration: { type: Boolean },
    limits: { attribute: false },
    heading: { attribute: false },
    lead: { attribute: false },
    notice: { attribute: false },
    registering: { state: true },
    shown: { state: true },
  };

  #login = new Form(LOGIN, t);
  #register = null;

  get #form() {
    if (!this.registering) return this.#login;
    return this.#register ??= new Form(register(this.limits), t);
  }

  render() {
    const form = this.#form;
    const words = this.registering ? 'register' : 'login';
    return html`<form class="form" novalidate @submit=${(event) => this.#submit(event)}>
      <h1 class="form__title">${this.registering ? t('register.title') : this.heading ?? t('login.title')}</h1>
      <p class="form__lead">${this.registering ? t('register.lead') : this.lead ?? t('login.lead')}</p>
      ${this.notice ? html`<p class="notice">${this.notice}</p>` : nothing}
      ${this.registering ? html`${formField({ form, name: 'name', label: t('form.name'), autocomplete: 'name' })}
        ${formField({ form, name: 'email', label: t('form.email'), type: 'email', autocomplete: 'email' })}` : nothing}
      ${formField({ form, name: 'username', label: t('form.username'), autocomplete: 'username', hint: this.registering ? t('form.username.hint') : undefined })}
      <div class="password">
        ${formField({ form, name: 'password', label: t('form.password'), type: this.shown ? 'text' : 'password', autocomplete: this.registering ? 'new-password' : 'current-password',
    hint: this.registering && this.limits ? t('form.password.hint', { min: this.limits.passwordMin }) : undefined })}
        <button class="icon-button password__show" type="button" aria-pressed=${Boolean(this.shown)} aria-label=${t('form.showPassword')}
          @click=${() => { this.shown = !this.shown; }}>${icon('eye')}</button>
      </div>
      ${form.problem ? html`<p class="form__problem" role="alert">${icon('alert')}${form.problem}</p>` : nothing}
      <button class="button button--primary button--large" type="submit" aria-disabled=${form.sending ? 'true' : nothing}
        aria-busy=${form.sending ? 'true' : nothing}>${t(form.sending ? `${words}.submitting` : `${words}.submit`)}</button>
      ${this.registration ? html`<button class="link-button" type="button" @click=${() => { this.registering = !this.registering; }}>
        ${t(this.registering ? 'register.toLogin' : 'login.toRegister')}</button>` : nothing}
    </form>`;
  }

  #submit(event) {
    event.preventDefault();
    const form = this.#form;
    const wrong = form.check();
    if (wrong) return this.querySelector(`#${wrong}`).focus();
    const { username, password, name, email } = form.values;
    form.send(() => this.registering
      ? this.session.register(username, password, name, email)
      : this.session.login(username, password), errorText);
  }
}

customElements.define('login-form', LoginForm);
