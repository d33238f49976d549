import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { MenuElement } from './menu-element.js';
import { icon } from './icons.js';
import { i18n, t, LANGUAGES } from '../base/i18n/i18n.js';
import { notifications } from '../models/notifications.js';
import { shortcuts } from '../models/shortcuts.js';
import { theme } from '../base/theme.js';

const THEMES = { auto: 'half', light: 'sun', dark: 'moon' };

/** Language, appearance, and the way out. */
export class SettingsMenu extends MenuElement {
  static properties = { account: { attribute: false }, guest: { type: Boolean }, keys: { type: Boolean } };

  render() {
    return html`<div class="menu">
      <button class="icon-button" type="button" aria-label=${t('app.menu')} title=${t('app.menu')}
        aria-expanded=${Boolean(this.open)} aria-controls="settings" @click=${() => this.toggle()}>${icon('sliders')}</button>
      <div class="menu__panel" id="settings" ?hidden=${!this.open}>
        ${this.account ? html`<p class="menu__who" dir="auto">${this.account.name}</p>` : nothing}
        ${this.#themes()} ${this.#languages()} ${this.account ? this.#notifications() : nothing} ${this.keys ? this.#shortcuts() : nothing}
        ${this.account && !this.guest ? html`<button class="menu__item" type="button" @click=${() => this.#chosen('password')}>${icon('key')}${t('password.title')}</button>` : nothing}
        ${this.account ? html`<button class="menu__item" type="button" @click=${() => this.#chosen('logout')}>${icon('door', 'icon--directed')}${t('app.logout')}</button>` : nothing}
      </div>
    </div>`;
  }

  #themes() {
    return html`<fieldset class="menu__group"><legend>${t('app.theme')}</legend>
      <div class="segments">${Object.entries(THEMES).map(([wish, shape]) => html`
        <label class="segment" title=${t(`app.theme.${wish}`)}>
          <input type="radio" name="theme" .checked=${theme.choice === wish} @change=${() => theme.choose(wish)}>
          <span>${icon(shape)}<span class="visually-hidden">${t(`app.theme.${wish}`)}</span></span>
        </label>`)}</div>
    </fieldset>`;
  }

  #languages() {
    return html`<fieldset class="menu__group"><legend>${t('app.language')}</legend>
      <div class="segments">${Object.entries(LANGUAGES).map(([code, name]) => html`
        <label class="segment" lang=${code}>
          <input type="radio" name="language" .checked=${i18n.language === code} @change=${() => i18n.choose(code)}>
          <span>${name}</span>
        </label>`)}</div>
    </fieldset>`;
  }

  #notifications() {
    return html`<fieldset class="menu__group"><legend>${t('notifications.title')}</legend>
      ${check('notifications.sound', notifications.sound, (on) => notifications.wantSound(on))}
      ${'Notification' in window ? check('notifications.desktop', notifications.desktop, (on) => notifications.wantDesktop(on)) : nothing}
      ${notifications.denied ? html`<p class="menu__note" role="status">${t('notifications.denied')}</p>` : nothing}
    </fieldset>`;
  }

  #shortcuts() {
    return html`<fieldset class="menu__group"><legend>${t('keys.title')}</legend>
      ${check('keys.single', shortcuts.enabled, (enabled) => shortcuts.enable(enabled))}
      <button class="menu__item" type="button" @click=${() => this.#chosen('shortcuts')}>${icon('keyboard')}${t('keys.show')}</button>
    </fieldset>`;
  }

  /** A dialog that opens now gives the focus back to the button that stays. */
  #chosen(wish) {
    this.toggle(false);
    this.querySelector('button').focus();
    this.dispatchEvent(new CustomEvent(wish, { bubbles: true }));
  }
}

function check(words, on, want) {
  return html`<label class="check"><input type="checkbox" .checked=${live(on)} @change=${(event) => want(event.target.checked)}>${t(words)}</label>`;
}

customElements.define('settings-menu', SettingsMenu);
