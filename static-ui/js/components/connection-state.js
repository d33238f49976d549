import { html } from 'lit';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

const ICONS = { connecting: 'turning', connected: 'signal', reconnecting: 'turning', offline: 'noSignal' };

/** Always there: whether this page hears the desk. */
export class ConnectionState extends DeskElement {
  static properties = { connection: { attribute: false } };

  render() {
    const status = this.connection?.status ?? 'connecting';
    return html`<span class="connection connection--${status}" role="status">
      ${icon(ICONS[status], 'connection__icon')}<span class="connection__text">${t(`connection.${status}`)}</span>
    </span>`;
  }
}

customElements.define('connection-state', ConnectionState);
