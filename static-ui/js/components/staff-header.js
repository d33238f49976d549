import { html } from 'lit';
import { DeskElement } from './desk-element.js';
import { mark, icon } from './icons.js';
import { t } from '../i18n/i18n.js';
import './connection-state.js';
import './settings-menu.js';
import './presence-switch.js';
import './figures-strip.js';
import './people-here.js';

export class StaffHeader extends DeskElement {
  static properties = { page: { attribute: false } };

  watching() {
    return [this.page];
  }

  render() {
    const { page } = this;
    const { desk, entrance } = page;
    if (!desk) return '';
    const { connection, account } = entrance.space;
    return html`<header class="bar ${connection.banner === 'lost' ? 'bar--stale' : ''}">
      <a class="brand" href="#/">${mark()}<span class="brand__name">${entrance.config?.name ?? 'Stompdesk'}</span></a>
      <presence-switch .page=${page}></presence-switch>
      <figures-strip .desk=${desk}></figures-strip>
      <div class="bar__tools">
        <people-here .desk=${desk}></people-here>
        <connection-state .connection=${connection}></connection-state>
        <button class="icon-button bar__keys" type="button" aria-label=${t('keys.open')} title=${t('keys.open')}
          @click=${() => this.dispatchEvent(new CustomEvent('shortcuts', { bubbles: true }))}>${icon('keyboard')}</button>
        <settings-menu .account=${account} .keys=${true}></settings-menu>
      </div>
    </header>`;
  }
}

customElements.define('staff-header', StaffHeader);
