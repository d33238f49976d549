import { LitElement } from 'lit';
import { i18n } from '../i18n/i18n.js';

/**
 * What all components are: rendered into the page itself (one set of styles, labels that reach their fields), and
 * drawn again when what they watch, or the language, has changed.
 */
export class DeskElement extends LitElement {
  #watched = new Map();

  createRenderRoot() {
    return this;
  }

  /** @returns {(import('../models/observable.js').Observable|null|undefined)[]} what it shows */
  watching() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#rewatch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watched.forEach((stop) => stop());
    this.#watched.clear();
  }

  willUpdate() {
    if (this.isConnected) this.#rewatch();
  }

  #rewatch() {
    const wanted = new Set([i18n, ...this.watching()].filter(Boolean));
    for (const [observable, stop] of this.#watched) {
      if (wanted.has(observable)) continue;
      stop();
      this.#watched.delete(observable);
    }
    for (const observable of wanted) {
      if (!this.#watched.has(observable)) this.#watched.set(observable, observable.watch(() => this.requestUpdate()));
    }
  }
}
