import { html } from 'lit';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { t } from '../base/i18n/i18n.js';

const KEYS = [
  [['j'], 'keys.next'], [['k'], 'keys.previous'], [['p'], 'keys.pick'], [['r'], 'keys.write'], [['/'], 'keys.search'],
  [['Enter'], 'keys.send'], [['Shift', 'Enter'], 'keys.newLine'], [['Esc'], 'keys.close'], [['?'], 'keys.help'],
];

export class ShortcutsDialog extends DeskElement {
  show() {
    const dialog = this.querySelector('dialog');
    if (!dialog.open) dialog.showModal();
  }

  render() {
    return html`<dialog class="dialog" aria-labelledby="keys-title"><form method="dialog">
      <div class="dialog__head"><h2 class="dialog__title" id="keys-title">${t('keys.title')}</h2>
        <button class="icon-button" aria-label=${t('app.close')}>${icon('close')}</button></div>
      <dl class="keys">${KEYS.map(([keys, words]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${t(words)}</dd>`)}</dl>
    </form></dialog>`;
  }
}

customElements.define('shortcuts-dialog', ShortcutsDialog);
