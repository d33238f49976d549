import { Observable } from './observable.js';
import { keep } from './keep.js';

/** Light or dark. */
class Theme extends Observable {
  /** @type {'auto'|'light'|'dark'} */
  wish = keep.get('theme') ?? 'auto';

  start() {
    this.#apply();
  }

  /** @param {'auto'|'light'|'dark'} wish */
  choose(wish) {
    this.wish = wish;
    keep.set('theme', wish === 'auto' ? null : wish);
    this.#apply();
    this.changed();
  }

  #apply() {
    if (this.wish === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.wish;
  }
}

export const theme = new Theme();
