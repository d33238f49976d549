/** Tells listeners what happened, by type. A listener that throws does not keep the others from hearing. */
export class Emitter {
  #listeners = new Map();

  /**
   * @param {string} type an event's type, or `*` for all
   * @param {(value: any, type: string) => void} listener
   * @returns {() => void} takes the listener off again
   */
  on(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
    return () => this.off(type, listener);
  }

  /** @param {string} type @param {Function} listener */
  off(type, listener) {
    this.#listeners.get(type)?.delete(listener);
  }

  /** @param {string} type @param {any} [value] */
  emit(type, value) {
    for (const name of [type, '*']) {
      for (const listener of [...(this.#listeners.get(name) ?? [])]) {
        try {
          listener(value, type);
        } catch (error) {
          console.error(error);
        }
      }
    }
  }
}
