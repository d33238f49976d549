import { signal } from '../base/signals.js';
import { errorText } from '../base/i18n/i18n.js';

/** What somebody does with a button: once at a time, shown as busy meanwhile, with a toast where it is refused. */
export class Actions {
  #busy = signal(new Set());
  #toasts;
  #toastFor;

  /**
   * @param {import('./toasts.js').Toasts} toasts
   * @param {(error: import('../realtime/desk-error.js').DeskError) => object|undefined} [toastFor] where a refusal needs
   *   more than its sentence
   */
  constructor(toasts, toastFor = () => undefined) {
    this.#toasts = toasts;
    this.#toastFor = toastFor;
  }

  /** Whether one is under way. @param {string} name @param {string} [id] */
  busy(name, id = '') {
    return this.#busy.value.has(`${name}:${id}`);
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {() => Promise<void>} work
   * @returns {Promise<boolean>} whether it was done
   */
  async run(name, id, work) {
    const key = `${name}:${id}`;
    if (this.#busy.peek().has(key)) return false;
    this.#busy.value = new Set(this.#busy.peek()).add(key);
    try {
      await work();
      return true;
    } catch (error) {
      this.#toasts.show({ kind: 'problem', title: errorText(error), ...this.#toastFor(error) });
      return false;
    } finally {
      this.#busy.value = new Set([...this.#busy.peek()].filter((one) => one !== key));
    }
  }
}
