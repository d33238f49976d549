import { reactive, watch } from '../base/signals.js';

const VISIBLE_FOR = 7_000;
const AT_ONCE = 3;
const KEPT = 50;

/**
 * Short news in the corner. What only tells something goes by itself, but not while somebody points at it. What offers
 * an action stays until it is answered, dismissed, or over.
 */
export class Toasts {
  #ids = 0;
  #held = false;

  constructor() {
    /**
     * All of them, the newest last; `over` tells that there is nothing more to do about it.
     * @type {{id: number, kind: 'info'|'problem', title: string, text?: string, action?: {label: string, run: () => void}, over?: () => boolean}[]}
     */
    reactive(this, { all: [] });
    watch(() => this.all.filter((toast) => !toast.over?.()), (wanted) => this.#keep(wanted));
  }

  /** The newest. */
  get visible() {
    return this.all.slice(-AT_ONCE);
  }

  /** How many there is no room for. */
  get more() {
    return this.all.length - this.visible.length;
  }

  /** @param {{kind?: string, title: string, text?: string, action?: object, over?: () => boolean}} toast */
  show(toast) {
    const id = ++this.#ids;
    this.all = [...this.all, { kind: 'info', ...toast, id }].slice(-KEPT);
    if (!toast.action) this.#leaveLater(id);
  }

  /** @param {number} id */
  dismiss(id) {
    this.#keep(this.all.filter((toast) => toast.id !== id));
  }

  dismissAll() {
    this.#keep([]);
  }

  /** @param {boolean} held somebody points at them */
  hold(held) {
    this.#held = held;
  }

  #keep(wanted) {
    if (wanted.length < this.all.length) this.all = wanted;
  }

  #leaveLater(id) {
    setTimeout(() => (this.#held ? this.#leaveLater(id) : this.dismiss(id)), VISIBLE_FOR);
  }
}
