import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { shortcuts } from '../models/shortcuts.js';
import { t } from '../base/i18n/i18n.js';

const SINGLE = [[['j'], 'keys.next'], [['k'], 'keys.previous'], [['p'], 'keys.pick'], [['r'], 'keys.write'], [['/'], 'keys.search'], [['?'], 'keys.help']];
const ALWAYS = [[['Enter'], 'keys.send'], [['Shift', 'Enter'], 'keys.newLine'], [['Esc'], 'keys.close']];

/** The keys, and which of them are switched off in the settings. */
export class ShortcutsDialog extends DeskElement {
  show() {
    const dialog = this.querySelector('dialog');
    if (!dialog.open) dialog.showModal();
  }

  render() {
    return html`<dialog class="dialog" aria-labelledby="keys-title"><form method="dialog">
      <div class="dialog__head"><h2 class="dialog__title" id="keys-title">${t('keys.title')}</h2>
        <button class="icon-button" aria-label=${t('app.close')}>${icon('close')}</button></div>
      <dl class="keys ${shortcuts.enabled ? '' : 'keys--off'}">${list(SINGLE)}</dl>
      ${shortcuts.enabled ? nothing : html`<p class="notice">${t('keys.off')}</p>`}
      <dl class="keys">${list(ALWAYS)}</dl>
    </form></dialog>`;
  }
}

function list(keys) {
  return keys.map(([names, words]) => html`<dt>${names.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${t(words)}</dd>`);
}

customElements.define('shortcuts-dialog', ShortcutsDialog);
