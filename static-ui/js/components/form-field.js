import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../base/i18n/i18n.js';

/**
 * One field of a form with its label, hint and error.
 * @param {object} field
 * @param {string} field.name
 * @param {string} field.label
 * @param {import('../models/form.js').Form} field.form
 * @param {{type?: string, rows?: number, hint?: string, autocomplete?: string, prefix?: string}} [field]
 */
export function formField({ name, label, form, type = 'text', rows, hint, autocomplete = 'off', id = name }) {
  const error = form.error(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;
  const required = form.isRequired(name);
  const typed = (event) => form.set(name, event.target.value);
  return html`<div class="field ${error ? 'field--wrong' : ''}">
    <label class="field__label" for=${id}>${label}
      ${required ? html`<span class="field__mark" aria-hidden="true">*</span>` : html`<span class="field__optional">${t('form.optional')}</span>`}</label>
    ${rows
    ? html`<textarea class="input" id=${id} rows=${rows} dir="auto" ?required=${required} aria-invalid=${Boolean(error)} aria-describedby=${described}
        .value=${live(form.get(name))} @input=${typed} @blur=${() => form.leave(name)}></textarea>`
    : html`<input class="input" id=${id} type=${type} dir=${type === 'text' ? 'auto' : 'ltr'} autocomplete=${autocomplete} ?required=${required}
        aria-invalid=${Boolean(error)} aria-describedby=${described}
        .value=${live(form.get(name))} @input=${typed} @blur=${() => form.leave(name)}>`}
    ${error ? html`<p class="field__error" id="${id}-error">${error}</p>` : nothing}
    ${hint && !error ? html`<p class="field__hint" id="${id}-hint">${hint}</p>` : nothing}
  </div>`;
}
