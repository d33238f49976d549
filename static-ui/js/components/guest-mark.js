import { html, nothing } from 'lit';
import { t } from '../base/i18n/i18n.js';

/** Stands before the name of a guest, so that nobody takes it for that of a known customer. @param {{guest?: boolean}|null|undefined} person */
export function guestMark(person) {
  return person?.guest ? html`<span class="guest-mark" title=${t('person.guestWhy')}>${t('person.guest')}</span>` : nothing;
}
