import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { guestMark } from './guest-mark.js';
import { messageText } from './message-text.js';
import { time, dateTime } from '../base/i18n/format.js';
import { t, errorText } from '../base/i18n/i18n.js';

/**
 * @param {object} row of the timeline
 * @param {import('../models/account-space.js').AccountSpace} space
 * @param {HTMLElement} host dispatches `edit` with a text that goes back into the composer
 * @param {{position: number|symbol, size: number|symbol}} place among all rows, where they are not all drawn
 */
export function messageRow(row, space, host, { position, size }) {
  const { mine, actor, at, kind } = row;
  // refused because the chat was closed: it goes out when that opens, unless somebody thinks better of it
  const state = row.error?.code === 'CHAT_LOCKED' ? 'held' : row.state;
  const stuck = state === 'failed' || state === 'held';
  const first = kind === 'description' || row.first;
  const last = kind === 'description' || row.last || stuck;
  return html`<article class="message ${mine ? 'message--mine' : ''} message--${state ?? 'stored'} ${first ? 'message--first' : ''} ${kind === 'description' ? 'message--description' : ''}" aria-posinset=${position} aria-setsize=${size}>
    ${mine ? nothing : first ? avatar(actor, 'message__avatar') : html`<span class="message__avatar"></span>`}
    <div class="message__body">
      ${first ? html`<p class="message__name ${mine ? 'visually-hidden' : ''}">${mine ? nothing : guestMark(actor)}<bdi>${mine ? t('thread.you') : actor?.name}</bdi>
        ${!mine && actor?.role && actor.role !== 'CUSTOMER' ? html`<span class="message__role">${t('thread.team')}</span>` : nothing}</p>` : nothing}
      <p class="message__text" dir="auto">${messageText(row.parts())}</p>
      ${last ? html`<p class="message__foot">
        <time datetime=${new Date(at).toISOString()} title=${dateTime(at)}>${time(at)}</time>
        ${mine && kind === 'message' ? stateOf(state, space) : nothing}</p>` : mine && state === 'sending' ? html`<p class="message__foot">${stateOf(state, space)}</p>` : nothing}
      ${stuck ? failure(row, space, host) : nothing}
    </div>
  </article>`;
}

function stateOf(state, space) {
  if (state === 'stored') return html`<span class="state state--stored" title=${t('thread.stored')}>${icon('check')}<span class="visually-hidden">${t('thread.stored')}</span></span>`;
  if (state === 'held') return html`<span class="state state--held">${icon('clock')}${t('thread.held')}</span>`;
  if (state === 'failed') return html`<span class="state state--failed">${icon('alert')}${t('thread.failed')}</span>`;
  return html`<span class="state state--sending">${icon('clock')}${t(space.connection.open ? 'thread.sending' : 'thread.waiting')}</span>`;
}

/** SEEN_OLD_STATE has its own question, in the composer. */
function failure({ key, error }, { outbox }, host) {
  const edit = async () => {
    const text = await outbox.discard(key);
    if (text !== undefined) host.dispatchEvent(new CustomEvent('edit-text', { detail: text, bubbles: true }));
  };
  return html`<div class="message__failure">
    <p>${errorText(error)}</p>
    <div class="message__actions">
      ${error.code === 'SEEN_OLD_STATE' ? html`<button class="button button--small" type="button" @click=${() => outbox.sendAnyway(key)}>${t('thread.sendAnyway')}</button>`
        : error.retryable ? html`<button class="button button--small" type="button" @click=${() => outbox.retry(key)}>${icon('turning')}${t('thread.retry')}</button>` : nothing}
      <button class="button button--small" type="button" @click=${edit}>${icon('pen')}${t('thread.edit')}</button>
      <button class="button button--small" type="button" @click=${() => outbox.discard(key)}>${icon('bin')}${t('thread.discard')}</button>
    </div>
  </div>`;
}
