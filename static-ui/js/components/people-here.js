import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MenuElement } from './menu-element.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

const SHOWN = 3;

/** @param {import('../models/staff-desk.js').StaffDesk} desk */
export function peopleList({ presence, me }) {
  if (!presence.here.length) return html`<p class="empty">${t('people.none')}</p>`;
  return html`<ul class="people__list">${repeat(presence.here, ({ account }) => account.id, (agent) => person(agent, me))}</ul>`;
}

function person({ account, status, chats }, me) {
  const name = account.id === me ? t('people.you', { name: account.name }) : account.name;
  return html`<li>${avatar(account)}<span class="people__name">${name}</span>
    <span class="people__status"><i class="dot dot--${status}" aria-hidden="true"></i>${t(`presence.${status}`)}</span>
    <span class="people__chats">${t('people.chats', { n: chats })}</span></li>`;
}

/** Who of the staff is here; all of them behind the button. */
export class PeopleHere extends MenuElement {
  static properties = { desk: { attribute: false } };

  render() {
    const { here } = this.desk.presence;
    return html`<div class="menu people">
      <button class="people__button" type="button" title=${t('people.label')} aria-expanded=${Boolean(this.open)}
        aria-controls="people" @click=${() => this.toggle()}>
        <span class="visually-hidden">${t('people.label')}: ${here.length}</span>
        ${here.slice(0, SHOWN).map(({ account, status }) => html`<span class="people__one">${avatar(account)}<i class="dot dot--${status}" aria-hidden="true"></i></span>`)}
        ${here.length > SHOWN ? html`<span class="people__more" aria-hidden="true">+${here.length - SHOWN}</span>` : nothing}
        ${here.length ? nothing : html`${icon('people', 'people__none')}<span class="people__more" aria-hidden="true">0</span>`}
      </button>
      <div class="menu__panel" id="people" ?hidden=${!this.open}>
        <p class="menu__who">${t('people.label')}</p>
        ${this.open ? peopleList(this.desk) : nothing}
      </div>
    </div>`;
  }
}

customElements.define('people-here', PeopleHere);
