import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { mark, icon } from './icons.js';
import { ask } from './ask.js';
import { disabledReasons, explainDisabled } from './disabled-reason.js';
import { keepFocus } from './focus-keeper.js';
import { t, errorText } from '../i18n/i18n.js';
import './connection-state.js';
import './connection-banner.js';
import './settings-menu.js';
import './password-dialog.js';
import './toast-stack.js';
import './login-form.js';
import './start-form.js';
import './my-tickets.js';
import './customer-ticket.js';

/** The customer's page. */
export class CustomerApp extends DeskElement {
  static properties = { page: { attribute: false } };

  watching() {
    return [this.page, this.page.entrance.space?.connection];
  }

  connectedCallback() {
    super.connectedCallback();
    explainDisabled();
    keepFocus();
  }

  render() {
    const { entrance, toasts } = this.page;
    const { space } = entrance;
    return html`
      <a class="skip" href="#main" @click=${(event) => this.#skip(event)}>${t('app.skip')}</a>
      <header class="top">
        <a class="brand" href="#/">${mark()}<span class="brand__name">${entrance.config?.name ?? 'Stompdesk'}</span></a>
        <div class="top__tools">
          ${space ? html`<connection-state .connection=${space.connection}></connection-state>` : nothing}
          <settings-menu .account=${entrance.session.account} .guest=${this.page.isGuest}
            @logout=${() => this.#logout()} @password=${() => this.querySelector('password-dialog').show()}></settings-menu>
        </div>
      </header>
      ${space ? html`<connection-banner .connection=${space.connection}></connection-banner>` : nothing}
      <main class="customer" id="main" tabindex="-1">${this.#main()}</main>
      ${disabledReasons()}
      <password-dialog .session=${entrance.session} .limits=${entrance.config?.account} .toasts=${toasts}></password-dialog>
      <toast-stack .toasts=${toasts}></toast-stack>`;
  }

  #main() {
    const { entrance, route } = this.page;
    if (this.page.opening) return this.#start();
    switch (entrance.phase) {
      case 'loading': return this.#loading();
      case 'unreachable': return html`<div class="empty-page" role="alert">${icon('noSignal')}<h1>${t('app.unreachable.title')}</h1><p>${t('app.unreachable.text')}</p>
        <button class="button" type="button" @click=${() => entrance.start()}>${t('app.unreachable.retry')}</button></div>`;
      case 'stranger': return html`<div class="empty-page">${icon('person')}<p>${t('customer.staffHere', { name: entrance.session.account.name })}</p>
        <a class="button button--primary" href="staff">${t('customer.staffHere.go')}</a></div>`;
      case 'out': return route.is('login') || route.ticket ? this.#login() : this.#start();
      default: return this.#in();
    }
  }

  #loading() {
    return html`<div class="sheet sheet--form" role="status" aria-label=${t('app.loading')}>
      <div class="skeleton skeleton--title"></div><div class="skeleton skeleton--line"></div>
      <div class="skeleton skeleton--field"></div><div class="skeleton skeleton--field"></div><div class="skeleton skeleton--area"></div></div>`;
  }

  #start() {
    const { entrance, open } = this.page;
    return html`<div class="sheet sheet--form">
      ${entrance.ended ? html`<p class="notice">${t('login.ended')}</p>` : nothing}
      <start-form .limits=${entrance.config.limits} .nameMax=${entrance.config.account.nameMax} .send=${open}></start-form>
      <p class="sheet__aside">${t('start.haveAccount')} <a href="#/login">${t('start.login')}</a></p>
    </div>`;
  }

  #login() {
    const { entrance } = this.page;
    return html`<div class="sheet sheet--narrow">
      <a class="back-link" href="#/">${icon('back', 'icon--directed')}${t('start.back')}</a>
      <login-form .session=${entrance.session} .limits=${entrance.config.account} .registration=${Boolean(entrance.config.registration)}
        .notice=${entrance.ended ? t('login.ended') : this.page.route.ticket ? t('login.forTicket') : null}></login-form></div>`;
  }

  #in() {
    const { desk, route } = this.page;
    if (!desk.loaded) return this.#loading();
    const id = route.ticket;
    const alone = desk.tickets.length === 0;
    const starting = route.is('new') || (alone && !id);
    return html`<div class="desk ${id ? 'desk--ticket' : starting ? 'desk--new' : 'desk--list'} ${alone && !id ? 'desk--alone' : ''}">
      ${alone && !id ? nothing : html`<my-tickets class="desk__list" .desk=${desk} .current=${id} .alone=${!id && !starting}></my-tickets>`}
      <div class="desk__main">${id ? this.#ticket(id) : starting ? this.#new(alone) : this.#choose()}</div>
    </div>`;
  }

  #ticket(id) {
    const { desk, entrance, toasts } = this.page;
    return html`<customer-ticket class="sheet sheet--chat" .feed=${desk.feed(id)} .space=${entrance.space} .toasts=${toasts} .limits=${entrance.config.limits}></customer-ticket>`;
  }

  #new(alone) {
    const { entrance, open } = this.page;
    return html`<div class="sheet sheet--form"><start-form .account=${entrance.space.account} .limits=${entrance.config.limits}
      .connection=${entrance.space.connection} .send=${open} .back=${alone ? null : '#/'}></start-form></div>`;
  }

  #choose() {
    return html`<div class="sheet sheet--choose empty-page">${icon('speech')}<p>${t('customer.choose')}</p>
      <a class="button button--primary" href="#/new">${icon('plus')}${t('start.another')}</a></div>`;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  async #logout() {
    const { page } = this;
    const { entrance, toasts } = page;
    const unsent = entrance.space?.outbox.size ?? 0;
    const content = html`${unsent ? html`<p>${t('customer.logout.unsent', { n: unsent })}</p>` : nothing}
      ${page.isGuest ? html`<p>${t('customer.logout.guest')}</p>` : nothing}`;
    if (!await ask({ title: t('app.logout'), content, confirm: t('app.logout'), danger: unsent > 0 })) return;
    page.route.toTicket(null);
    try {
      await entrance.leave();
    } catch (error) {
      toasts.show({ kind: 'problem', title: errorText(error) });
    }
  }
}

customElements.define('customer-app', CustomerApp);
