import { html } from 'lit';
import { t } from '../base/i18n/i18n.js';

const DISABLED = '[aria-disabled="true"]';
const GAP = 6;

/** The reasons that buttons refer to with `aria-describedby`. */
export function disabledReasons() {
  return html`<p id="connection-needed" hidden>${t('connection.needed')}</p>`;
}

/**
 * What cannot be pressed is marked with `aria-disabled`, so that it can still have the focus. A press does nothing but
 * show the reason that its `aria-describedby` refers to; so do the keyboard's focus and a pointer.
 */
export function explainDisabled() {
  const tooltip = new Tooltip();
  document.addEventListener('click', (event) => {
    const button = disabled(event);
    if (button) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    tooltip.explain(button);
  }, true);
  document.addEventListener('pointerover', (event) => tooltip.explain(disabled(event)));
  document.addEventListener('focusin', (event) => tooltip.explain(disabled(event)));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && tooltip.explain(null));
  document.addEventListener('scroll', () => tooltip.explain(null), { capture: true, passive: true });
}

/** Also where the mouse points at the label of an input. */
function disabled({ target }) {
  return target.closest?.(DISABLED) ?? target.closest?.('label')?.querySelector(DISABLED) ?? null;
}

class Tooltip {
  #element = document.createElement('div');
  #shownFor = null;
  /** The button can be pressed again, or has gone. */
  #enabled = new MutationObserver(() => this.#shownFor?.matches(DISABLED) || this.explain(null));

  constructor() {
    this.#element.className = 'tooltip';
    this.#element.popover = 'manual';
    // a screen reader has the description
    this.#element.setAttribute('aria-hidden', 'true');
    document.body.append(this.#element);
  }

  /** @param {Element|null} button */
  explain(button) {
    if (button === this.#shownFor) return;
    this.#shownFor = null;
    this.#enabled.disconnect();
    this.#element.hidePopover();
    const reason = button && reasonOf(button);
    if (!reason) return;
    this.#shownFor = button;
    this.#enabled.observe(button, { attributes: true, attributeFilter: ['aria-disabled'] });
    this.#element.textContent = reason;
    this.#element.showPopover();
    this.#place((button.closest('label') ?? button).getBoundingClientRect());
  }

  /** Above it, or below where there is no room, and within the window. */
  #place(button) {
    const { width, height } = this.#element.getBoundingClientRect();
    const top = button.top - height - GAP;
    const left = button.left + (button.width - width) / 2;
    this.#element.style.top = `${top > GAP ? top : button.bottom + GAP}px`;
    this.#element.style.left = `${Math.max(GAP, Math.min(left, document.documentElement.clientWidth - width - GAP))}px`;
  }
}

function reasonOf(button) {
  const ids = button.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean).join(' ');
}
