import { computed, reactive, signal, watch } from '../base/signals.js';

const VISIBLE_FOR = 7_000;
const KEPT = 200;
/** How many are read aloud one by one within `SPOKEN_WITHIN`. The others are only counted. */
const SPOKEN = 3;
const SPOKEN_WITHIN = 5_000;
const LINES_KEPT = 5;

/**
 * Short news in the corner. A toast without an action goes by itself. One with an action stays until it is answered,
 * dismissed, or over. While somebody points at one of them or has the focus there, the visible ones stay as they are.
 */
export class Toasts {
  #ids = 0;
  #holds = signal(new Set());
  #shown = [];
  /** The newest; while they are held, those that were visible before, as long as one of them is left. */
  #visible = computed(() => {
    const held = this.#held ? this.#shown.filter((toast) => this.all.includes(toast)) : [];
    return this.#shown = held.length ? held : this.all.slice(-this.room);
  });
  #spokenAt = [];
  #unspoken = 0;

  constructor() {
    reactive(this, {
      /**
       * All of them, the newest last; `over` tells that there is nothing more to do about it.
       * @type {{id: number, kind: 'info'|'problem', title: string, text?: string, action?: {label: string, run: () => void}, over?: () => boolean}[]}
       */
      all: [],
      /** How many the screen has room for. */
      room: 3,
      /** How many older ones were dropped. They still count. */
      forgotten: 0,
      /**
       * What is read aloud, the newest last: a toast's words, or the number of those that came too fast.
       * @type {{id: number, title?: string, text?: string, count?: number}[]}
       */
      spoken: [],
    });
    watch(() => this.#held ? this.all : this.all.filter((toast) => !toast.over?.()), (wanted) => this.#reduceTo(wanted));
  }

  get visible() {
    return this.#visible.value;
  }

  /** How many are not visible. */
  get more() {
    return this.all.length - this.visible.length + this.forgotten;
  }

  /** @param {{kind?: string, title: string, text?: string, action?: object, over?: () => boolean}} toast */
  show(toast) {
    const id = ++this.#ids;
    const all = [...this.all, { kind: 'info', ...toast, id }];
    this.forgotten += Math.max(0, all.length - KEPT);
    this.all = all.slice(-KEPT);
    this.#speak({ id, title: toast.title, text: toast.text });
    if (!toast.action) this.#leaveLater(id);
  }

  /** @param {number} id */
  dismiss(id) {
    this.#reduceTo(this.all.filter((toast) => toast.id !== id));
  }

  dismissAll() {
    this.spoken = [];
    this.#unspoken = 0;
    this.#reduceTo([]);
  }

  /** @param {'pointer'|'focus'} by @param {boolean} held whether it is on one of them */
  hold(by, held) {
    const holds = this.#holds.peek();
    if (holds.has(by) === held) return;
    this.#holds.value = new Set(held ? [...holds, by] : [...holds].filter((one) => one !== by));
  }

  get #held() {
    return this.#holds.value.size > 0;
  }

  #reduceTo(wanted) {
    if (wanted.length < this.all.length) this.all = wanted;
    if (wanted.length === 0) this.forgotten = 0;
  }

  #leaveLater(id) {
    setTimeout(() => (this.#held ? this.#leaveLater(id) : this.dismiss(id)), VISIBLE_FOR);
  }

  /** A screen reader cannot keep up with five toasts a second. */
  #speak(line) {
    const now = Date.now();
    this.#spokenAt = this.#spokenAt.filter((at) => now - at < SPOKEN_WITHIN);
    if (this.#unspoken === 0 && this.#spokenAt.length < SPOKEN) {
      this.#spokenAt.push(now);
      this.#say(line);
    } else if (this.#unspoken++ === 0) {
      setTimeout(() => this.#sayTheRest(), SPOKEN_WITHIN);
    }
  }

  #sayTheRest() {
    if (this.#unspoken > 0) this.#say({ id: ++this.#ids, count: this.#unspoken });
    this.#unspoken = 0;
  }

  #say(line) {
    this.spoken = [...this.spoken, line].slice(-LINES_KEPT);
  }
}
