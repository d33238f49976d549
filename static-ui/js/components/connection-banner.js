import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';
import { ticker } from '../base/ticker.js';

/** Says, after a while without a connection, what happens next; and when all is well again, that it is. */
export class ConnectionBanner extends DeskElement {
  static properties = { connection: { attribute: false } };

  render() {
    switch (this.connection?.banner) {
      case 'lost': return this.#lost();
      case 'catching-up': return this.#well(t('connection.catchingUp'), 'turning');
      case 'caught-up': return this.#well(t('connection.caughtUp'), 'check');
      default: return nothing;
    }
  }

  #lost() {
    const { reason, nextTryAt } = this.connection;
    if (reason === 'refused') return html`<div class="banner banner--lost" role="alert">${icon('alert')}<p>${t('connection.refused')}</p></div>`;
    const seconds = nextTryAt === null || !ticker.now ? null : Math.ceil((nextTryAt - Date.now()) / 1000);
    return html`<div class="banner banner--lost">
      ${icon('noSignal')}
      <p><span role="alert">${t('connection.lost')}</span>
        <span class="banner__next">${seconds > 0 ? t('connection.nextTry', { n: seconds }) : t('connection.trying')}</span></p>
      <button class="button button--small" type="button" @click=${() => this.connection.tryNow()}>${t('connection.tryNow')}</button>
    </div>`;
  }

  #well(text, shape) {
    return html`<div class="banner banner--well" role="status">${icon(shape)}<p>${text}</p></div>`;
  }
}

customElements.define('connection-banner', ConnectionBanner);
