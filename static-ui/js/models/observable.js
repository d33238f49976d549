/** Something whose changes can be watched. */
export class Observable {
  #watchers = new Set();

  /** @param {() => void} watcher @returns {() => void} stops watching */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  changed() {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
