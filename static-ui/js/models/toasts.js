import { Observable } from './observable.js';

const SHOWN_FOR = 7_000;
const AT_ONCE = 4;

/** Short news in the corner. They go by themselves, but not while somebody points at them. */
export class Toasts extends Observable {
  #ids = 0;
  #held = false;
  /** @type {{id: number, kind: 'info'|'problem', title: string, text?: string, action?: {label: string, run: () => void}}[]} */
  shown = [];

  /** @param {{kind?: string, title: string, text?: string, action?: object}} toast */
  show(toast) {
    const id = ++this.#ids;
    this.shown = [...this.shown, { kind: 'info', ...toast, id }].slice(-AT_ONCE);
    this.#leaveLater(id);
    this.changed();
  }

  /** @param {number} id */
  dismiss(id) {
    this.shown = this.shown.filter((toast) => toast.id !== id);
    this.changed();
  }

  /** @param {boolean} held somebody points at them */
  hold(held) {
    this.#held = held;
  }

  #leaveLater(id) {
    setTimeout(() => (this.#held ? this.#leaveLater(id) : this.dismiss(id)), SHOWN_FOR);
  }
}
