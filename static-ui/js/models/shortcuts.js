import { reactive } from '../base/signals.js';
import { storage } from '../base/browser-storage.js';

/** Whether single keys do something. Who dictates, or hits keys by accident, can switch that off; this browser keeps it. */
class Shortcuts {
  constructor() {
    reactive(this, { enabled: storage.get('shortcuts') ?? true });
  }

  /** @param {boolean} enabled */
  enable(enabled) {
    this.enabled = enabled;
    storage.set('shortcuts', enabled ? null : false);
  }
}

export const shortcuts = new Shortcuts();
