import { html } from 'lit';
import { DeskElement } from './desk-element.js';
import { steady } from '../base/signals.js';
import { ticker } from '../base/ticker.js';
import { t } from '../base/i18n/i18n.js';
import { duration, number } from '../base/i18n/format.js';

/** The desk in six numbers. */
export class DashboardBar extends DeskElement {
  static properties = { desk: { attribute: false } };

  #numbers = null;

  willUpdate(changes) {
    if (changes.has('desk')) this.#numbers = steady(() => read(this.desk));
  }

  render() {
    const { waiting, longestWait, active, paused, resolvedToday, staffOnline, isWaiting } = this.#numbers.value;
    return html`<dl class="dashboard" aria-label=${t('dashboard.label')}>
      ${this.#number('waiting', waiting, isWaiting)}
      ${this.#number('longestWait', longestWait)}
      ${this.#number('active', active)}
      ${this.#number('paused', paused)}
      ${this.#number('resolvedToday', resolvedToday)}
      ${this.#number('staffOnline', staffOnline)}
    </dl>`;
  }

  #number(name, value, stressed = false) {
    return html`<div class="dashboard__item dashboard__item--${name} ${stressed ? 'dashboard__item--stressed' : ''}"><dt>${t(`dashboard.${name}`)}</dt><dd>${value}</dd></div>`;
  }
}

/** As they read, second by second. */
function read({ dashboard, presence }) {
  const numbers = dashboard.at(ticker.now);
  if (!numbers) return { waiting: '–', longestWait: '–', active: '–', paused: '–', resolvedToday: '–', staffOnline: '–', isWaiting: false };
  const { waiting, active, paused, resolvedToday, longestWaitSeconds } = numbers;
  return {
    waiting: number(waiting),
    longestWait: waiting ? duration(longestWaitSeconds * 1000) : '–',
    active: number(active),
    paused: number(paused),
    resolvedToday: number(resolvedToday),
    staffOnline: number(presence.here.filter((agent) => agent.status === 'ONLINE').length),
    isWaiting: waiting > 0,
  };
}

customElements.define('dashboard-bar', DashboardBar);
