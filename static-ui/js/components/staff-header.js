import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { mark, icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';
import './connection-state.js';
import './settings-menu.js';
import './presence-switch.js';
import './dashboard-bar.js';
import './people-here.js';

export class StaffHeader extends DeskElement {
  static properties = { page: { attribute: false } };

  render() {
    const { page } = this;
    const { desk, login } = page;
    if (!desk) return nothing;
    const { connection, account } = login.space;
    return html`<header class="bar ${connection.banner === 'lost' ? 'bar--stale' : ''}">
      <a class="brand" href="#/">${mark()}<span class="brand__name">${login.config?.name ?? 'Stompdesk'}</span></a>
      <presence-switch .page=${page}></presence-switch>
      <dashboard-bar .desk=${desk}></dashboard-bar>
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
