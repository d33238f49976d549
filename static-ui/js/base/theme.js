import { reactive } from './signals.js';
import { storage } from './browser-storage.js';

/** Light or dark. */
class Theme {
  constructor() {
    reactive(this, { /** @type {'auto'|'light'|'dark'} */ choice: storage.get('theme') ?? 'auto' });
  }

  start() {
    this.#apply();
  }

  /** @param {'auto'|'light'|'dark'} choice */
  choose(choice) {
    this.choice = choice;
    storage.set('theme', choice === 'auto' ? null : choice);
    this.#apply();
  }

  #apply() {
    if (this.choice === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.choice;
  }
}

export const theme = new Theme();
