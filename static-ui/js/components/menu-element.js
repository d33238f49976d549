import { DeskElement } from './desk-element.js';
import { lightDismiss } from './light-dismiss.js';

/** A button with a panel that opens below it. */
export class MenuElement extends DeskElement {
  static properties = { open: { state: true } };

  #stopListening = () => {};

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopListening();
  }

  toggle(open = !this.open) {
    this.open = open;
    this.#stopListening();
    if (!open) return;
    this.#stopListening = lightDismiss(this, ({ byKey }) => {
      this.toggle(false);
      if (byKey) this.querySelector('button').focus();
    });
  }
}
