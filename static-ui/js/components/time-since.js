import { DeskElement } from './desk-element.js';
import { computed } from '../base/signals.js';
import { ticker } from '../base/ticker.js';
import { since } from '../base/i18n/format.js';

/** How long ago something was, ticking; drawn again only where that reads differently. */
export class TimeSince extends DeskElement {
  static properties = { at: { attribute: false } };

  #text = null;

  willUpdate(changes) {
    if (changes.has('at')) this.#text = computed(() => since(this.at, ticker.now));
  }

  render() {
    return this.#text.value;
  }
}

customElements.define('time-since', TimeSince);
