import { html, nothing, render } from 'lit';
import { t } from '../base/i18n/i18n.js';

/**
 * Asks before something that cannot be taken back, or that somebody may not have meant.
 * @param {{title: string, content?: unknown, confirm: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function confirmDialog({ title, content = nothing, confirm, danger = false }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  render(html`<form method="dialog">
    <h2 class="dialog__title" id="confirm-title">${title}</h2>
    <div class="dialog__content">${content}</div>
    <div class="dialog__buttons">
      <button class="button" value="no">${t('app.cancel')}</button>
      <button class="button ${danger ? 'button--danger' : 'button--primary'}" value="yes">${confirm}</button>
    </div>
  </form>`, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'yes');
  }));
}
