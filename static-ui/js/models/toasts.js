import { reactive } from '../base/signals.js';

const VISIBLE_FOR = 7_000;
const AT_ONCE = 4;

/** Short news in the corner. They go by themselves, but not while somebody points at them. */
export class Toasts {
  #ids = 0;
  #held = false;

  constructor() {
    /** @type {{id: number, kind: 'info'|'problem', title: string, text?: string, action?: {label: string, run: () => void}}[]} */
    reactive(this, { visible: [] });
  }

  /** @param {{kind?: string, title: string, text?: string, action?: object}} toast */
  show(toast) {
    const id = ++this.#ids;
    this.visible = [...this.visible, { kind: 'info', ...toast, id }].slice(-AT_ONCE);
    this.#leaveLater(id);
  }

  /** @param {number} id */
  dismiss(id) {
    if (this.visible.some((toast) => toast.id === id)) this.visible = this.visible.filter((toast) => toast.id !== id);
  }

  /** @param {boolean} held somebody points at them */
  hold(held) {
    this.#held = held;
  }

  #leaveLater(id) {
    setTimeout(() => (this.#held ? this.#leaveLater(id) : this.dismiss(id)), VISIBLE_FOR);
  }
}
