import { html } from 'lit';
import { DeskElement } from './desk-element.js';
import { storage } from '../base/browser-storage.js';

const STEP = 16;

/** Between two panes: makes one wider or narrower, by hand or with the arrow keys. The width is kept. */
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
      @pointerdown=${(event) => this.#drag(event)} @keydown=${(event) => this.#key(event)} @dblclick=${() => this.#set(this.usual)}></div>`;
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
    const move = (moved) => this.#set(width + (moved.clientX - from) * this.#direction);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  }

  #key(event) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#set(this.width + step * this.#direction);
  }

  #set(width) {
    this.width = Math.round(Math.min(this.max, Math.max(this.min, width)));
    storage.set(`pane.${this.pane}`, this.width);
  }
}

customElements.define('pane-splitter', PaneSplitter);
