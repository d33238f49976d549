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
  document.addEventListener('pointerover', (event) => {
    const button = disabled(event);
    if (button || !tooltip.stays(event.target)) tooltip.explain(button);
  });
  document.addEventListener('focusin', (event) => {
    const button = disabled(event);
    if (button || !tooltip.isPointedAt()) tooltip.explain(button);
  });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && tooltip.explain(null));
  document.addEventListener('scroll', ({ target }) => tooltip.hideIfMovedBy(target), { capture: true, passive: true });
}

/** Also where the mouse points at the label of an input. */
function disabled({ target }) {
  return target.closest?.(DISABLED) ?? target.closest?.('label')?.querySelector(DISABLED) ?? null;
}

class Tooltip {
  #element = document.createElement('div');
  #shownFor = null;
  /** Sees that the button is enabled again, or removed. */
  #changes = new MutationObserver(() => this.#isNeeded() || this.explain(null));

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
    this.#changes.disconnect();
    this.#element.hidePopover();
    const reason = button && reasonOf(button);
    if (!reason) return;
    this.#shownFor = button;
    this.#element.textContent = reason;
    this.#changes.observe(button, { attributes: true, attributeFilter: ['aria-disabled'] });
    this.#changes.observe(document.body, { childList: true, subtree: true });
    this.#element.showPopover();
    this.#place((button.closest('label') ?? button).getBoundingClientRect());
  }

  /** Whether the tooltip stays while the pointer is on this element: on the tooltip itself, or while a key's focus shows it. */
  stays(pointedAt) {
    return this.#element.contains(pointedAt) || Boolean(this.#shownFor?.matches(':focus-visible'));
  }

  /** Whether the pointer is on the button or on the tooltip. The focus may move by itself meanwhile. */
  isPointedAt() {
    return this.#element.matches(':hover') || Boolean((this.#shownFor?.closest('label') ?? this.#shownFor)?.matches(':hover'));
  }

  /** A list beside the button may scroll, as the messages do when one arrives. */
  hideIfMovedBy(scrolled) {
    if (scrolled.contains(this.#shownFor)) this.explain(null);
  }

  #isNeeded() {
    return this.#shownFor?.isConnected && this.#shownFor.matches(DISABLED);
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
