import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { formField } from './form-field.js';
import { icon } from './icons.js';
import { Form } from '../models/form.js';
import { uuid } from '../base/ids.js';
import { t, errorText } from '../base/i18n/i18n.js';

/** What a ticket begins with. Somebody new says who they are in the same step. */
export class StartForm extends DeskElement {
  static properties = {
    account: { attribute: false },
    limits: { attribute: false },
    nameMax: { attribute: false },
    send: { attribute: false },
    connection: { attribute: false },
    back: { attribute: false },
  };

  #form = null;
  #clientId = uuid();

  willUpdate(changes) {
    this.#form ??= new Form({
      ...(!this.account && { name: { required: true, max: this.nameMax }, email: { email: true, max: 200 } }),
      subject: { required: true, max: this.limits?.subject },
      description: { required: true, max: this.limits?.description },
    }, t);
  }

  render() {
    const form = this.#form;
    const waiting = this.connection && !this.connection.ready;
    return html`<form class="form" novalidate @submit=${(event) => this.#submit(event)}>
      ${this.back ? html`<a class="back-link" href=${this.back}>${icon('back', 'icon--directed')}${t('start.back')}</a>` : nothing}
      <h1 class="form__title">${this.account ? t('start.new.title') : t('start.title')}</h1>
      <p class="form__lead">${t('start.lead')}</p>
      ${this.account ? nothing : html`<div class="form__pair">
        ${formField({ form, name: 'name', label: t('form.name'), autocomplete: 'name' })}
        ${formField({ form, name: 'email', label: t('form.email'), type: 'email', autocomplete: 'email', hint: t('start.email.hint') })}</div>`}
      ${formField({ form, name: 'subject', label: t('start.subject'), hint: t('start.subject.hint') })}
      ${formField({ form, name: 'description', label: t('start.description'), rows: 5, hint: t('start.description.hint') })}
      ${form.problem ? html`<p class="form__problem" role="alert">${icon('alert')}${form.problem}</p>` : nothing}
      <div class="form__end">
        <button class="button button--primary button--large" type="submit" aria-disabled=${form.sending || waiting ? 'true' : nothing}
          aria-busy=${form.sending ? 'true' : nothing} aria-describedby=${waiting ? 'connection-needed' : nothing}>${t(form.sending ? 'start.submitting' : 'start.submit')}</button>
        ${this.account ? html`<p class="form__as">${t('start.as', { name: this.account.name })}</p>`
      : html`<p class="form__as">${t('form.requiredNote', { mark: '*' })}</p>`}
      </div>
    </form>`;
  }

  #submit(event) {
    event.preventDefault();
    const wrong = this.#form.check();
    if (wrong) return this.querySelector(`#${wrong}`).focus();
    // the same id for another try: a ticket whose answer got lost is not opened twice
    this.#form.send(async () => {
      try {
        await this.send(this.#form.values, this.#clientId);
      } catch (error) {
        if (!error.retryable) this.#clientId = uuid();
        throw error;
      }
    }, errorText);
  }
}

customElements.define('start-form', StartForm);
