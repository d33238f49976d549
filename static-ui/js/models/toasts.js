import { Observable } from './observable.js';

const SHOWN_FOR = 7_000;
const AT_ONCE = 3;
const KEPT = 50;

/**
 * Short news in the corner. What only tells something goes by itself, but not while somebody points at it. What offers
 * an action stays until it is answered, dismissed, or over.
 */
export class Toasts extends Observable {
  #ids = 0;
  #held = false;
  /**
   * All of them, the newest last; `over` tells that there is nothing more to do about it.
   * @type {{id: number, kind: 'info'|'problem', title: string, text?: string, action?: {label: string, run: () => void}, over?: () => boolean}[]}
   */
  all = [];

  /** The newest. */
  get shown() {
    return this.all.slice(-AT_ONCE);
  }

  /** How many there is no room for. */
  get more() {
    return this.all.length - this.shown.length;
  }

  /** @param {{kind?: string, title: string, text?: string, action?: object, over?: () => boolean}} toast */
  show(toast) {
    const id = ++this.#ids;
    this.all = [...this.all, { kind: 'info', ...toast, id }].slice(-KEPT);
    if (!toast.action) this.#leaveLater(id);
    this.changed();
  }

  /** @param {number} id */
  dismiss(id) {
    this.#keep((toast) => toast.id !== id);
  }

  dismissAll() {
    this.#keep(() => false);
  }

  /** Something has changed: those whose matter is over go. */
  settle() {
    this.#keep((toast) => !toast.over?.());
  }

  /** @param {boolean} held somebody points at them */
  hold(held) {
    this.#held = held;
  }

  #keep(wanted) {
    const kept = this.all.filter(wanted);
    if (kept.length === this.all.length) return;
    this.all = kept;
    this.changed();
  }

  #leaveLater(id) {
    setTimeout(() => (this.#held ? this.#leaveLater(id) : this.dismiss(id)), SHOWN_FOR);
  }
}
