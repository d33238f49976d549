import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

/** Where a ticket stands, in words for its customer. @param {object} ticket @param {import('../models/thread.js').Thread} thread */
export function statusCard(ticket, thread) {
  const { status } = ticket;
  return html`<div class="status-card status-card--${status}" role="status">
    ${CARDS[status](ticket, thread)}
  </div>`;
}

const CARDS = {
  WAITING: (_, { queue }) => html`${queue?.position ? html`<span class="status-card__place" aria-hidden="true">${queue.position}</span>` : icon('clock', 'status-card__icon')}
    <p><strong>${place(queue)}</strong>${staff(queue)}</p>`,
  ACTIVE: ({ agent }, { online }) => html`${avatar(agent)}
    <p><strong>${t('queue.with', { name: agent.name })}</strong>${online.get(agent.id) === false ? html`<span>${t('queue.away', { name: agent.name })}</span>` : nothing}</p>`,
  PAUSED: ({ agent }, { online }) => html`${icon('pause', 'status-card__icon')}
    <p><strong>${t('status.PAUSED')}</strong><span>${t(online.get(agent?.id) ? 'queue.paused.back' : 'queue.paused', { name: agent?.name ?? t('thread.team') })}</span></p>`,
  RESOLVED: () => html`${icon('check', 'status-card__icon')}<p><strong>${t('queue.resolved')}</strong></p>`,
};

function place(queue) {
  if (!queue?.position) return t('queue.waiting');
  return queue.position === 1 ? t('queue.next') : t('queue.position', { position: queue.position });
}

function staff(queue) {
  if (!queue) return nothing;
  return html`<span>${queue.agentsOnline ? t('queue.agents', { n: queue.agentsOnline }) : t('queue.noAgents')}</span>`;
}
