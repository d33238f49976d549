import { Observable } from './observable.js';
import { keep } from './keep.js';

/** Whether single keys do something. Who dictates, or hits keys by accident, can switch that off; this browser keeps it. */
class Shortcuts extends Observable {
  on = keep.get('shortcuts') ?? true;

  /** @param {boolean} on */
  want(on) {
    this.on = on;
    keep.set('shortcuts', on ? null : false);
    this.changed();
  }
}

export const shortcuts = new Shortcuts();
