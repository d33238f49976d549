import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { mark, icon } from './icons.js';
import { ask } from './ask.js';
import { disabledReasons, explainDisabled } from './disabled-reason.js';
import { keepFocus } from './focus-keeper.js';
import { staffKeys } from './staff-keys.js';
import { t, errorText } from '../i18n/i18n.js';
import './connection-banner.js';
import './settings-menu.js';
import './password-dialog.js';
import './toast-stack.js';
import './login-form.js';
import './staff-header.js';
import './queue-pane.js';
import './thread-pane.js';
import './side-pane.js';
import './pane-splitter.js';
import './shortcuts-dialog.js';

/** The staff page: three panes; on a small screen one at a time. */
export class StaffApp extends DeskElement {
  static properties = { page: { attribute: false }, details: { state: true } };

  #unlisten = () => {};

  watching() {
    return [this.page];
  }

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
    const { entrance, toasts } = this.page;
    return html`${entrance.phase === 'in' && this.page.desk ? this.#desk() : this.#login()}
      <toast-stack .toasts=${toasts}></toast-stack>`;
  }

  #desk() {
    const { page } = this;
    const { space } = page.entrance;
    const { open } = page.desk;
    const view = open === null ? 'queues' : this.details ? 'side' : 'thread';
    return html`<div class="staff staff--${view} ${this.details ? 'staff--details' : ''}">
      <a class="skip" href="#main" @click=${(event) => this.#skip(event)}>${t('app.skip')}</a>
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
      <password-dialog .session=${page.entrance.session} .limits=${page.entrance.config?.account} .toasts=${page.toasts}></password-dialog>
    </div>`;
  }

  #login() {
    const { entrance } = this.page;
    return html`<div class="login-page">
      <div class="login-page__tools"><settings-menu></settings-menu></div>
      <main class="login-page__main">${this.#loginContent(entrance)}</main>
    </div>`;
  }

  #loginContent(entrance) {
    if (entrance.phase === 'loading' || entrance.phase === 'in') {
      return html`<div class="login-page__wait" role="status" aria-label=${t('app.loading')}>${mark()}</div>`;
    }
    if (entrance.phase === 'unreachable') {
      return html`<div class="empty-page" role="alert">${icon('noSignal')}<h1>${t('app.unreachable.title')}</h1><p>${t('app.unreachable.text')}</p>
        <button class="button" type="button" @click=${() => entrance.start()}>${t('app.unreachable.retry')}</button></div>`;
    }
    const notice = entrance.phase === 'stranger' ? t('login.staff.customer', { name: entrance.session.account.name })
      : entrance.ended ? t('login.ended') : null;
    return html`<div class="login-page__brand">${mark()}<span class="brand__name">${entrance.config?.name ?? 'Stompdesk'}</span></div>
      <div class="sheet sheet--narrow"><login-form .session=${entrance.session} .heading=${t('login.staff.title')} .lead=${t('login.staff.lead')} .notice=${notice}></login-form></div>`;
  }

  /** Shows the shortcuts. */
  help() {
    this.querySelector('shortcuts-dialog')?.show();
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  async #logout() {
    const { entrance, toasts } = this.page;
    const unsent = entrance.space.outbox.size;
    if (unsent && !await ask({ title: t('app.logout'), content: t('customer.logout.unsent', { n: unsent }), confirm: t('app.logout'), danger: true })) return;
    try {
      await entrance.leave();
    } catch (error) {
      toasts.show({ kind: 'problem', title: errorText(error) });
    }
  }
}

customElements.define('staff-app', StaffApp);
