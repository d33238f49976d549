import { DeskElement } from './desk-element.js';
import { ticker } from '../models/ticker.js';
import { since } from '../i18n/format.js';

/** How long ago something was, ticking. */
export class TimeSince extends DeskElement {
  static properties = { at: { attribute: false } };

  watching() {
    return [ticker];
  }

  render() {
    return since(this.at);
  }
}

customElements.define('time-since', TimeSince);
