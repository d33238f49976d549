import { html, nothing } from 'lit';
import { DeskElement } from '../components/desk-element.js';
import { mark, icon } from '../components/icons.js';
import { confirmDialog } from '../components/confirm-dialog.js';
import { disabledReasons, explainDisabled } from '../components/disabled-reason.js';
import { keepFocus } from '../components/focus-keeper.js';
import { skipLink, unreachable } from '../components/page-parts.js';
import { t } from '../base/i18n/i18n.js';
import '../components/connection-state.js';
import '../components/connection-banner.js';
import '../components/settings-menu.js';
import '../components/password-dialog.js';
import '../components/toast-stack.js';
import '../components/login-form.js';
import '../components/start-form.js';
import '../components/my-tickets.js';
import '../components/customer-ticket.js';

/** The customer's page. */
export class CustomerApp extends DeskElement {
  static properties = { page: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    explainDisabled();
    keepFocus();
  }

  render() {
    const { login, toasts } = this.page;
    const { space } = login;
    return html`
      ${skipLink(this)}
      <header class="top">
        <a class="brand" href="#/">${mark()}<span class="brand__name">${login.config?.name ?? 'Stompdesk'}</span></a>
        <div class="top__tools">
          ${space ? html`<connection-state .connection=${space.connection}></connection-state>` : nothing}
          <settings-menu .account=${login.session.account} .guest=${this.page.isGuest}
            @logout=${() => this.#logout()} @password=${() => this.querySelector('password-dialog').show()}></settings-menu>
        </div>
      </header>
      ${space ? html`<connection-banner .connection=${space.connection}></connection-banner>` : nothing}
      <main class="customer" id="main" tabindex="-1">${this.#main()}</main>
      ${disabledReasons()}
      <password-dialog .session=${login.session} .limits=${login.config?.account} .toasts=${toasts}></password-dialog>
      <toast-stack .toasts=${toasts} .small=${'(max-width: 40em)'}></toast-stack>`;
  }

  #main() {
    const { login, route, ticket } = this.page;
    if (this.page.opening) return this.#start();
    switch (login.phase) {
      case 'loading': return this.#loading();
      case 'unreachable': return unreachable(login);
      case 'wrong-page': return html`<div class="empty-page">${icon('person')}<p>${t('customer.staffHere', { name: login.session.account.name })}</p>
        <a class="button button--primary" href="staff">${t('customer.staffHere.go')}</a></div>`;
      case 'logged-out': return route.is('login') || ticket ? this.#login() : this.#start();
      default: return this.#in();
    }
  }

  #loading() {
    return html`<div class="sheet sheet--form" role="status" aria-label=${t('app.loading')}>
      <div class="skeleton skeleton--title"></div><div class="skeleton skeleton--line"></div>
      <div class="skeleton skeleton--field"></div><div class="skeleton skeleton--field"></div><div class="skeleton skeleton--area"></div></div>`;
  }

  #start() {
    const { login, open } = this.page;
    return html`<div class="sheet sheet--form">
      ${login.ended ? html`<p class="notice">${t('login.ended')}</p>` : nothing}
      <start-form .limits=${login.config.limits} .nameMax=${login.config.account.nameMax} .send=${open}></start-form>
      <p class="sheet__aside">${t('start.haveAccount')} <a href="#/login">${t('start.login')}</a></p>
    </div>`;
  }

  #login() {
    const { login } = this.page;
    return html`<div class="sheet sheet--narrow">
      <a class="back-link" href="#/">${icon('back', 'icon--directed')}${t('start.back')}</a>
      <login-form .session=${login.session} .limits=${login.config.account} .registration=${Boolean(login.config.registration)}
        .notice=${login.ended ? t('login.ended') : this.page.ticket ? t('login.forTicket') : null}></login-form></div>`;
  }

  #in() {
    const { desk, route, ticket: id } = this.page;
    if (!desk.loaded) return this.#loading();
    const alone = desk.tickets.length === 0;
    const starting = route.is('new') || (alone && !id);
    return html`<div class="desk ${id ? 'desk--ticket' : starting ? 'desk--new' : 'desk--list'} ${alone && !id ? 'desk--alone' : ''}">
      ${alone && !id ? nothing : html`<my-tickets class="desk__list" .desk=${desk} .current=${id} .alone=${!id && !starting}></my-tickets>`}
      <div class="desk__main">${id ? this.#ticket(id) : starting ? this.#new(alone) : this.#choose()}</div>
    </div>`;
  }

  #ticket(id) {
    const { actions, desk, login, toasts } = this.page;
    return html`<customer-ticket class="sheet sheet--chat" .feed=${desk.feed(id)} .space=${login.space} .actions=${actions} .toasts=${toasts} .limits=${login.config.limits}></customer-ticket>`;
  }

  #new(alone) {
    const { login, open } = this.page;
    return html`<div class="sheet sheet--form"><start-form .account=${login.space.account} .limits=${login.config.limits}
      .connection=${login.space.connection} .send=${open} .back=${alone ? null : '#/'}></start-form></div>`;
  }

  #choose() {
    return html`<div class="sheet sheet--choose empty-page">${icon('speech')}<p>${t('customer.choose')}</p>
      <a class="button button--primary" href="#/new">${icon('plus')}${t('start.another')}</a></div>`;
  }

  async #logout() {
    const { page } = this;
    const unsent = page.login.space?.outbox.size ?? 0;
    const content = html`${unsent ? html`<p>${t('customer.logout.unsent', { n: unsent })}</p>` : nothing}
      ${page.isGuest ? html`<p>${t('customer.logout.guest')}</p>` : nothing}`;
    if (await confirmDialog({ title: t('app.logout'), content, confirm: t('app.logout'), danger: unsent > 0 })) await page.logout();
  }
}

customElements.define('customer-app', CustomerApp);
