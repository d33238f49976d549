import { html, nothing } from 'lit';
import { DeskElement } from './desk-element.js';
import { icon } from './icons.js';
import { storage } from '../base/browser-storage.js';
import { t } from '../base/i18n/i18n.js';

const STEP = 16;
/** A press on a button goes further than a key, which repeats. */
const LEAP = 48;

/** Between two panes: makes one wider or narrower, by dragging, with the keys, or with a button for each way. The width is kept. */
export class PaneSplitter extends DeskElement {
  static properties = {
    pane: { attribute: false },
    label: { attribute: false },
    min: { attribute: false },
    max: { attribute: false },
    usual: { attribute: false },
    fromEnd: { attribute: false },
    width: { state: true },
  };

  willUpdate(changes) {
    this.width ??= storage.get(`pane.${this.pane}`) ?? this.usual;
  }

  updated() {
    this.closest('.panes').style.setProperty(`--${this.pane}-width`, `${this.width}px`);
  }

  render() {
    return html`<div class="splitter" role="separator" tabindex="0" aria-orientation="vertical" aria-label=${this.label}
      aria-valuemin=${this.min} aria-valuemax=${this.max} aria-valuenow=${this.width}
      @pointerdown=${(event) => this.#drag(event)} @keydown=${(event) => this.#key(event)} @dblclick=${() => this.#set(this.usual)}></div>
    <div class="splitter__steps">${this.#step('left')}${this.#step('right')}</div>
    <p id="${this.pane}-end" hidden>${t(this.width === this.max ? 'pane.widest' : 'pane.narrowest')}</p>`;
  }

  /** For who cannot drag; the arrow keys of the splitter do the same, so the tab key need not stop here. */
  #step(way) {
    const wider = (way === 'right') === (this.#direction > 0);
    const end = this.width === (wider ? this.max : this.min);
    return html`<button class="splitter__step splitter__step--${way}" type="button" tabindex="-1" aria-disabled=${end ? 'true' : nothing}
      aria-describedby=${end ? `${this.pane}-end` : nothing} aria-label="${this.label}: ${t(wider ? 'pane.wider' : 'pane.narrower')}"
      title=${end ? nothing : t(wider ? 'pane.wider' : 'pane.narrower')}
      @click=${() => this.#set(this.width + (wider ? LEAP : -LEAP))}>${icon('chevron')}</button>`;
  }

  /** +1 where further along means wider. */
  get #direction() {
    const rightToLeft = document.documentElement.dir === 'rtl';
    return rightToLeft === Boolean(this.fromEnd) ? 1 : -1;
  }

  #drag(event) {
    const handle = event.currentTarget;
    const { clientX: from } = event;
    const { width } = this;
    handle.setPointerCapture(event.pointerId);
    const move = (moved) => this.#show(width + (moved.clientX - from) * this.#direction);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => {
      handle.removeEventListener('pointermove', move);
      this.#keep();
    }, { once: true });
  }

  #key(event) {
    const width = { ArrowLeft: this.width - STEP * this.#direction, ArrowRight: this.width + STEP * this.#direction,
      Home: this.min, End: this.max, Enter: this.usual }[event.key];
    if (width === undefined) return;
    event.preventDefault();
    this.#set(width);
  }

  #set(width) {
    this.#show(width);
    this.#keep();
  }

  #show(width) {
    this.width = Math.round(Math.min(this.max, Math.max(this.min, width)));
  }

  #keep() {
    storage.set(`pane.${this.pane}`, this.width);
  }
}

customElements.define('pane-splitter', PaneSplitter);
