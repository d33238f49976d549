import { html } from 'lit';
import { nameInWords } from '../models/person.js';
import { t } from '../base/i18n/i18n.js';
import { time, dateTime } from '../base/i18n/format.js';

const RELEASED = { PAUSED_TOO_LONG: 'event.released.PAUSED_TOO_LONG', AGENT_LEFT: 'event.released.AGENT_LEFT' };

/**
 * What the desk itself says in a thread.
 * @param {object} event
 * @param {{goneAgain?: boolean, mine?: boolean}} [row] `goneAgain`: who came back is not there any more; `mine`: the
 *   reader did it, and need not be told that they are a guest
 * @returns {string}
 */
export function systemText({ type, actor, data }, { goneAgain = false, mine = false } = {}) {
  const name = !actor ? t('event.desk') : mine ? actor.name : nameInWords(actor);
  const agent = data.agent?.name ?? name;
  switch (type) {
    case 'ticket.created': return t('event.created');
    case 'ticket.picked': return data.previousAgent && data.previousAgent.id !== actor?.id
      ? t('event.tookOver', { name, previous: data.previousAgent.name })
      : t('event.picked', { name });
    case 'ticket.paused': return t(`event.paused.${data.reason}`, { name: agent });
    case 'agent.reconnected': return t(goneAgain ? 'event.reconnected.gone' : 'event.reconnected', { name: agent });
    case 'ticket.released': return t(RELEASED[data.reason] ?? 'event.released', { name: agent });
    case 'ticket.resolved': return t('event.resolved', { name });
    case 'ticket.reopened': return t('event.reopened', { name });
    default: return type;
  }
}

/** @param {{at: number, event: object, mine: boolean, goneAgain?: boolean}} row */
export function systemLine({ at, event, mine, goneAgain }) {
  return html`<span class="system__text">${systemText(event, { mine, goneAgain })}</span>
    <time class="system__time" datetime=${event.at} title=${dateTime(at)}>${time(at)}</time>`;
}
