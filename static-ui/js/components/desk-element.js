import { LitElement } from 'lit';
import { effect, untracked } from '../base/signals.js';

/**
 * What all components are: rendered into the page itself (one set of styles, labels that reach their fields), and
 * drawn again when a signal that they have read while drawing has another value.
 */
export class DeskElement extends LitElement {
  #unfollow = () => {};

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
  }

  /** Those around it first: what they take away is not drawn any more, nor is there what it would show. */
  async scheduleUpdate() {
    const around = this.#around();
    if (around?.isUpdatePending) await around.updateComplete;
    if (this.isConnected) super.scheduleUpdate();
  }

  performUpdate() {
    if (!this.isUpdatePending) return;
    this.#unfollow();
    let drawing = true;
    this.#unfollow = effect(() => {
      if (!drawing) {
        untracked(() => this.requestUpdate());
        return;
      }
      drawing = false;
      super.performUpdate();
    });
  }

  #around() {
    let element = this.parentElement;
    while (element && !(element instanceof DeskElement)) element = element.parentElement;
    return element;
  }
}
