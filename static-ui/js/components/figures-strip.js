import { html } from 'lit';
import { DeskElement } from './desk-element.js';
import { ticker } from '../models/ticker.js';
import { clock } from '../realtime/clock.js';
import { i18n, t } from '../i18n/i18n.js';
import { duration } from '../i18n/format.js';

/** The desk in six figures. */
export class FiguresStrip extends DeskElement {
  static properties = { desk: { attribute: false } };

  watching() {
    return [this.desk?.figures, this.desk?.presence, ticker];
  }

  render() {
    const figures = this.desk.figures.at(clock.now());
    const staffOnline = this.desk.presence.here.filter((agent) => agent.status === 'ONLINE').length;
    const number = (n) => new Intl.NumberFormat(i18n.locale).format(n);
    const count = (name) => figures ? number(figures[name]) : '–';
    return html`<dl class="figures" aria-label=${t('figures.label')}>
      ${this.#figure('waiting', count('waiting'), figures?.waiting > 0)}
      ${this.#figure('longestWait', figures?.waiting ? duration(figures.longestWaitSeconds * 1000) : '–')}
      ${this.#figure('active', count('active'))}
      ${this.#figure('paused', count('paused'))}
      ${this.#figure('resolvedToday', count('resolvedToday'))}
      ${this.#figure('staffOnline', figures ? number(staffOnline) : '–')}
    </dl>`;
  }

  #figure(name, value, stressed = false) {
    return html`<div class="figure figure--${name} ${stressed ? 'figure--stressed' : ''}"><dt>${t(`figures.${name}`)}</dt><dd>${value}</dd></div>`;
  }
}

customElements.define('figures-strip', FiguresStrip);
