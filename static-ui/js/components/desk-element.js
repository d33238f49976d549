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
    // signals may have changed while nobody followed them
    if (this.hasUpdated) this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow();
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
    if (!this.isConnected) this.#unfollow();
  }
}
