import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { DeskElement } from './desk-element.js';
import { t } from '../base/i18n/i18n.js';

const STATUSES = ['ONLINE', 'AWAY', 'OFFLINE'];

/**
 * Whether I am there for customers. Each press is a wish, also where that status is shown already: right after
 * connecting the desk may still be about to bring back the status chosen before.
 */
export class PresenceSwitch extends DeskElement {
  static properties = { page: { attribute: false } };

  render() {
    const { page } = this;
    if (!page.desk) return nothing;
    const { ready } = page.login.space.connection;
    const mine = page.desk.presence.mine;
    const busy = page.actions.busy('presence');
    return html`<fieldset class="presence" aria-busy=${busy ? 'true' : nothing}>
      <legend class="visually-hidden">${t('presence.label')}</legend>
      <div class="segments segments--presence">${STATUSES.map((status) => html`
        <label class="segment segment--${status} ${busy && page.wishedPresence === status ? 'segment--wished' : ''}">
          <input type="radio" name="presence" .checked=${live(mine === status)} aria-disabled=${!ready || busy ? 'true' : nothing}
            aria-describedby=${ready ? nothing : 'connection-needed'} @click=${() => page.setPresence(status)}>
          <span><i class="dot dot--${status}" aria-hidden="true"></i>${t(`presence.${status}`)}</span>
        </label>`)}</div>
    </fieldset>`;
  }
}

customElements.define('presence-switch', PresenceSwitch);
