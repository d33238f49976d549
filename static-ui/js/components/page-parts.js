import { html } from 'lit';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

/** Leads the keyboard past what stands before the content. @param {HTMLElement} page */
export function skipLink(page) {
  const skip = (event) => {
    event.preventDefault();
    page.querySelector('main').focus();
  };
  return html`<a class="skip" href="#main" @click=${skip}>${t('app.skip')}</a>`;
}

/** The server does not answer. @param {import('../models/login-flow.js').LoginFlow} login */
export function unreachable(login) {
  return html`<div class="empty-page" role="alert">${icon('noSignal')}<h1>${t('app.unreachable.title')}</h1><p>${t('app.unreachable.text')}</p>
    <button class="button" type="button" @click=${() => login.start()}>${t('app.unreachable.retry')}</button></div>`;
}
