import { LitElement } from 'lit';
import { frames } from './frames.js';
import { effect } from '../base/signals.js';

/**
 * The base of all components. They render into the page itself, so that there is one set of styles and labels reach
 * their fields. When a signal that a component has read while drawing gets another value, it is drawn again with the
 * next frame (frames.js); when a property of its own does, at once.
 */
export class DeskElement extends LitElement {
  #unfollow = () => {};
  #isDrawn = false;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.hasUpdated) return;
    // signals may have changed while nobody followed them
    if (this.isUpdatePending) this.scheduleUpdate();
    else this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow();
    frames.forget(this);
  }

  /** If drawing other components changes this one, it is drawn with them. */
  requestUpdate(...change) {
    super.requestUpdate(...change);
    if (frames.isDrawing && !(#isDrawn in this && this.#isDrawn)) frames.request(this);
  }

  /** Ancestors are drawn first: if they remove this component, it is not drawn, and its data may be gone. */
  async scheduleUpdate() {
    if (!this.isUpdatePending) return;
    if (frames.wantsAround(this)) frames.flush();
    const around = this.#around();
    if (around?.isUpdatePending) await around.updateComplete;
    if (this.isConnected) super.scheduleUpdate();
  }

  performUpdate() {
    if (!this.isUpdatePending) return;
    this.#unfollow();
    frames.forget(this);
    this.#isDrawn = true;
    let drawing = true;
    try {
      this.#unfollow = effect(() => {
        if (drawing) {
          drawing = false;
          super.performUpdate();
        } else {
          frames.request(this);
        }
      });
    } finally {
      this.#isDrawn = false;
    }
  }

  #around() {
    let element = this.parentElement;
    while (element && !(element instanceof DeskElement)) element = element.parentElement;
    return element;
  }
}
