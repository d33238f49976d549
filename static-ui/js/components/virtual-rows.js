import { frames } from './frames.js';
import { RowHeights } from './row-heights.js';

/** So few rows are all drawn. */
const FEW = 50;
/** So many rows are drawn if the height of the screen is not known. */
const AT_FIRST = 40;
/** How much is drawn above and below what is seen, in heights of the screen. */
const MARGIN = 0.75;

/**
 * Draws of a long list only the rows that are near the screen, and keeps what is seen in its place while rows come and
 * go above it (a virtual list; css/virtual-rows.css). The rows are the children of the list's element, one for each
 * item. Rows may differ in height.
 */
export class VirtualRows {
  #host;
  #list;
  #heights;
  #items = [];
  #keys = [];
  #drawn = { start: 0, end: 0 };
  /** What must not move: null if there is nothing, undefined until somebody looks for it. */
  #anchor = undefined;
  #atEnd = false;
  #focused = null;
  /** Of the row that has the focus. */
  #focusedKey = null;
  /** The index of the focused row while it is not near the screen, else -1; and its element. It is drawn all the same. */
  #kept = -1;
  #keptRow = null;
  #padded = {};
  #width = 0;
  #height = 0;
  #scroller = null;
  /** The list for which the scroller was found; null if there was no list yet. */
  #listOfScroller = null;
  #listening = null;
  #unwatch = () => {};
  #resized = new ResizeObserver(() => this.#resize());
  #afterwards = {
    measure: () => this.#measure(),
    write: () => this.#pad(),
    scroll: () => this.#restore(),
  };

  /**
   * @param {import('./desk-element.js').DeskElement} host
   * @param {{list: () => HTMLElement|null, estimate: number}} options `estimate`: of a row's height
   */
  constructor(host, { list, estimate }) {
    this.#host = host;
    this.#list = list;
    this.#heights = new RowHeights(estimate);
    host.addController(this);
  }

  /**
   * The rows to draw now.
   * @template T
   * @param {T[]} items another array when something has changed
   * @param {(item: T) => string} keyOf
   * @param {{atEnd?: boolean}} [options] the end is what is looked at
   * @returns {{rows: T[], indexOf: (i: number) => number, isCut: boolean}} `indexOf` a row among all items; `isCut`:
   *   there are more than these
   */
  slice(items, keyOf, { atEnd = false } = {}) {
    this.#atEnd = atEnd;
    if (items !== this.#items) {
      this.#items = items;
      this.#keys = items.map(keyOf);
      this.#heights.setKeys(this.#keys);
    }
    this.#drawn = this.#near();
    const { start, end } = this.#drawn;
    const focused = this.#focusedKey === null ? -1 : this.#heights.indexOf(this.#focusedKey);
    this.#kept = focused >= start && focused < end ? -1 : focused;
    const rows = items.slice(start, end);
    if (this.#kept >= end) rows.push(items[this.#kept]);
    else if (this.#kept >= 0) rows.unshift(items[this.#kept]);
    return { rows, indexOf: (i) => this.#indexOf(i), isCut: end - start < items.length };
  }

  /** Scrolls a row into view. @param {string} key @returns {Promise<Element|null>} its element */
  async reveal(key) {
    const index = this.#heights.indexOf(key);
    if (index < 0) return null;
    if (index < this.#drawn.start || index >= this.#drawn.end) {
      this.#scroller.scrollTop += this.#heights.offset(index) - this.#top - this.#viewHeight / 2;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      frames.flush();
    }
    const row = this.#rows[index - this.#drawn.start] ?? null;
    row?.scrollIntoView({ block: 'nearest' });
    return row;
  }

  hostConnected() {
    this.#resized.observe(this.#host);
    this.#unwatch = frames.watch({
      begin: (willDraw) => { if (this.#scroller && willDraw(this.#host)) this.#findAnchor(); },
      end: () => { this.#anchor = undefined; },
    });
  }

  hostDisconnected() {
    this.#resized.disconnect();
    this.#listening?.abort();
    this.#unwatch();
    this.#scroller = null;
  }

  /** Before it is drawn. */
  hostUpdate() {
    this.#followScroller();
    this.#findAnchor();
    const { activeElement } = document;
    this.#focused = this.#list()?.contains(activeElement) ? activeElement : null;
    const i = this.#focused ? [...this.#list().children].findIndex((row) => row.contains(activeElement)) : -1;
    this.#focusedKey = i < 0 ? null : this.#keys[this.#indexOf(i)];
  }

  /** After it. */
  hostUpdated() {
    if (!this.#list()) return;
    this.#followScroller();
    this.#pad();
    this.#place();
    // who is moved to another place loses the focus; who is taken away is focus-keeper.js's matter
    if (this.#focused?.isConnected && document.activeElement === document.body) this.#focused.focus({ preventScroll: true });
    frames.after(this.#afterwards);
  }

  /** Those near the screen. */
  get #rows() {
    return [...this.#list()?.children ?? []].filter((row) => row !== this.#keptRow);
  }

  /** Of a row that is drawn, among all items. @param {number} i its place in the list's element */
  #indexOf(i) {
    const { start, end } = this.#drawn;
    if (this.#kept < 0 || this.#kept >= end) return start + i < end ? start + i : this.#kept;
    return i === 0 ? this.#kept : start + i - 1;
  }

  /** Where the screen begins, in the list. */
  get #top() {
    return this.#viewTop - (this.#list() ?? this.#host).getBoundingClientRect().top;
  }

  get #viewTop() {
    return this.#scroller === document.scrollingElement ? 0 : this.#scroller.getBoundingClientRect().top;
  }

  get #viewHeight() {
    return this.#scroller.clientHeight;
  }

  #near() {
    const { length } = this.#items;
    if (length <= FEW) return { start: 0, end: length };
    const height = this.#viewHeight;
    if (height === 0) return this.#atEnd ? { start: length - AT_FIRST, end: length } : { start: 0, end: AT_FIRST };
    const top = this.#atEnd ? this.#heights.total - height : this.#anchoredTop();
    return {
      start: this.#heights.indexAt(top - MARGIN * height),
      end: this.#heights.indexAt(top + (1 + MARGIN) * height) + 1,
    };
  }

  /** Where the screen begins once rows above have come or gone. */
  #anchoredTop() {
    const { key, distance } = this.#anchor ?? {};
    const index = key === undefined ? -1 : this.#heights.indexOf(key);
    return index < 0 ? this.#top : this.#heights.offset(index) - distance;
  }

  /** Finds the first visible row or, if the list ends above the screen, its end. */
  #findAnchor() {
    if (this.#anchor !== undefined) return;
    const list = this.#list();
    const top = list ? this.#top : 0;
    if (top <= 0) {
      this.#anchor = null;
      return;
    }
    const rows = this.#rows;
    const index = rows.findIndex((row) => row.offsetTop + row.offsetHeight > top);
    const row = rows[index];
    this.#anchor = row ? { row, key: this.#keys[this.#drawn.start + index], distance: row.offsetTop - top } : { end: list.offsetHeight - top };
  }

  #restore() {
    const list = this.#list();
    const { row, end, distance } = this.#anchor ?? {};
    const isGone = !list || !this.#anchor || (row && !row.isConnected);
    this.#anchor = undefined;
    if (isGone || this.#atEnd) return;
    const wanted = row ? row.offsetTop - distance : list.offsetHeight - end;
    const off = wanted - this.#top;
    if (Math.abs(off) >= 1) this.#scroller.scrollTop += off;
  }

  /** The room of the rows that are not drawn. */
  #pad() {
    const list = this.#list();
    if (!list) return;
    const { start, end } = this.#drawn;
    const before = this.#heights.offset(start);
    const after = this.#heights.total - this.#heights.offset(end);
    if (list !== this.#padded.list || before !== this.#padded.before) list.style.setProperty('--rows-before', `${before}px`);
    if (list !== this.#padded.list || after !== this.#padded.after) list.style.setProperty('--rows-after', `${after}px`);
    this.#padded = { list, before, after };
  }

  /** The row that keeps the focus stands where it belongs, so that the next key leads on from there. */
  #place() {
    const rows = this.#list().children;
    const keptRow = this.#kept < 0 ? null : rows[this.#kept < this.#drawn.start ? 0 : rows.length - 1];
    if (this.#keptRow !== keptRow) this.#keptRow?.removeAttribute('data-kept');
    this.#keptRow = keptRow;
    keptRow?.setAttribute('data-kept', '');
    keptRow?.style.setProperty('--kept-at', `${this.#heights.offset(this.#kept)}px`);
  }

  #measure() {
    const rows = this.#rows;
    if (this.#items.length <= FEW || rows.length < 2) return;
    const tops = Array.from(rows, (row) => row.offsetTop);
    const key = (i) => this.#keys[this.#drawn.start + i];
    this.#heights.measured(new Map(tops.slice(1).map((top, i) => [key(i), top - tops[i]])));
  }

  /** The scroller may be around the component or inside of it, and a new list may have a new one. */
  #followScroller() {
    const list = this.#list();
    if (this.#scroller && list === this.#listOfScroller) return;
    this.#listOfScroller = list;
    const before = this.#scroller;
    const seen = before?.clientHeight ?? Infinity;
    this.#scroller = scrollerOf(list ?? this.#host);
    if (this.#scroller === before) return;
    this.#listening?.abort();
    if (before) this.#resized.unobserve(before);
    this.#listening = new AbortController();
    const target = this.#scroller === document.scrollingElement ? window : this.#scroller;
    target.addEventListener('scroll', () => this.#scrolled(), { passive: true, signal: this.#listening.signal });
    this.#resized.observe(this.#scroller);
    if (this.#viewHeight > seen) frames.request(this.#host);
  }

  #scrolled() {
    const { length } = this.#items;
    if (length <= FEW || this.#viewHeight === 0) return;
    const top = this.#top;
    const reserve = (MARGIN / 3) * this.#viewHeight;
    const first = this.#heights.indexAt(top - reserve);
    const last = this.#heights.indexAt(top + this.#viewHeight + reserve);
    if (first < this.#drawn.start || last >= this.#drawn.end) this.#host.requestUpdate();
  }

  /** Each new row makes the list higher. That is no reason to draw it again. */
  #resize() {
    const { clientWidth } = this.#host;
    const height = this.#scroller ? this.#viewHeight : 0;
    if (clientWidth === this.#width && height === this.#height) return;
    if (clientWidth !== this.#width && this.#width !== 0) this.#heights.forget();
    this.#width = clientWidth;
    this.#height = height;
    if (this.#items.length > FEW) this.#host.requestUpdate();
  }
}

function scrollerOf(element) {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}
