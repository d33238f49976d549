import { html } from 'lit';
import { DeskElement } from '../components/desk-element.js';
import { mark, icon } from '../components/icons.js';
import { confirmDialog } from '../components/confirm-dialog.js';
import { disabledReasons, explainDisabled } from '../components/disabled-reason.js';
import { keepFocus } from '../components/focus-keeper.js';
import { skipLink, unreachable } from '../components/page-parts.js';
import { staffKeys } from './staff-keys.js';
import { t } from '../base/i18n/i18n.js';
import '../components/connection-banner.js';
import '../components/settings-menu.js';
import '../components/password-dialog.js';
import '../components/toast-stack.js';
import '../components/login-form.js';
import '../components/staff-header.js';
import '../components/queue-pane.js';
import '../components/thread-pane.js';
import '../components/side-pane.js';
import '../components/pane-splitter.js';
import '../components/shortcuts-dialog.js';

/** The staff page: three panes; on a small screen one at a time. */
export class StaffApp extends DeskElement {
  static properties = { page: { attribute: false }, details: { state: true } };

  #unlisten = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#unlisten = staffKeys(this);
    explainDisabled();
    keepFocus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unlisten();
  }

  render() {
    const { login, toasts } = this.page;
    return html`${login.phase === 'logged-in' && this.page.desk ? this.#desk() : this.#login()}
      <toast-stack .toasts=${toasts} .small=${'(max-width: 67.5em)'}></toast-stack>`;
  }

  #desk() {
    const { page } = this;
    const { space } = page.login;
    const { open } = page.desk;
    const view = open === null ? 'queues' : this.details ? 'side' : 'thread';
    return html`<div class="staff staff--${view} ${this.details ? 'staff--details' : ''}">
      ${skipLink(this)}
      <staff-header .page=${page} @logout=${() => this.#logout()} @shortcuts=${() => this.help()}
        @password=${() => this.querySelector('password-dialog').show()}></staff-header>
      <connection-banner .connection=${space.connection}></connection-banner>
      <div class="panes">
        <queue-pane class="pane pane--queues" .page=${page}></queue-pane>
        <main class="pane pane--thread" id="main" tabindex="-1">
          <pane-splitter class="at-start" .pane=${'queues'} .label=${t('pane.resizeQueues')} .min=${240} .max=${460} .usual=${320}></pane-splitter>
          <thread-pane .page=${page} .details=${Boolean(this.details)} @details=${() => { this.details = !this.details; }}></thread-pane>
          <pane-splitter class="at-end" .pane=${'side'} .label=${t('pane.resizeSide')} .min=${220} .max=${440} .usual=${300} .fromEnd=${true}></pane-splitter>
        </main>
        <side-pane class="pane pane--side" .page=${page} @details=${() => { this.details = false; }}></side-pane>
      </div>
      ${disabledReasons()}
      <shortcuts-dialog></shortcuts-dialog>
      <password-dialog .session=${page.login.session} .limits=${page.login.config?.account} .toasts=${page.toasts}></password-dialog>
    </div>`;
  }

  #login() {
    const { login } = this.page;
    return html`<div class="login-page">
      <div class="login-page__tools"><settings-menu></settings-menu></div>
      <main class="login-page__main">${this.#loginContent(login)}</main>
    </div>`;
  }

  #loginContent(login) {
    if (login.phase === 'loading' || login.phase === 'logged-in') {
      return html`<div class="login-page__wait" role="status" aria-label=${t('app.loading')}>${mark()}</div>`;
    }
    if (login.phase === 'unreachable') return unreachable(login);
    const notice = login.phase === 'wrong-page' ? t('login.staff.customer', { name: login.session.account.name })
      : login.ended ? t('login.ended') : null;
    return html`<div class="login-page__brand">${mark()}<span class="brand__name">${login.config?.name ?? 'Stompdesk'}</span></div>
      <div class="sheet sheet--narrow"><login-form .session=${login.session} .heading=${t('login.staff.title')} .lead=${t('login.staff.lead')} .notice=${notice}></login-form></div>`;
  }

  /** Shows the shortcuts. */
  help() {
    this.querySelector('shortcuts-dialog')?.show();
  }

  async #logout() {
    const { login } = this.page;
    const unsent = login.space.outbox.size;
    if (unsent && !await confirmDialog({ title: t('app.logout'), content: t('customer.logout.unsent', { n: unsent }), confirm: t('app.logout'), danger: true })) return;
    await this.page.logout();
  }
}

customElements.define('staff-app', StaffApp);
