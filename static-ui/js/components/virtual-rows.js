import { RowHeights } from './row-heights.js';

/** So few rows are all drawn. */
const FEW = 100;
/** Drawn before the size of the screen is known. */
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
  #anchor = null;
  #atEnd = false;
  #focused = null;
  #width = 0;
  #scroller = null;
  #listening = null;
  #resized = new ResizeObserver(() => this.#resize());

  /**
   * @param {import('lit').ReactiveControllerHost & HTMLElement} host
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
   * @returns {{rows: T[], start: number, isCut: boolean}} `isCut`: there are more than these
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
    return { rows: items.slice(start, end), start, isCut: end - start < items.length };
  }

  /** Scrolls a row into view. @param {string} key @returns {Promise<Element|null>} its element */
  async reveal(key) {
    const index = this.#heights.indexOf(key);
    if (index < 0) return null;
    if (index < this.#drawn.start || index >= this.#drawn.end) {
      this.#anchor = null;
      this.#scroller.scrollTop += this.#heights.offset(index) - this.#top - this.#viewHeight / 2;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
    }
    const row = this.#rows[index - this.#drawn.start] ?? null;
    row?.scrollIntoView({ block: 'nearest' });
    return row;
  }

  hostConnected() {
    this.#resized.observe(this.#host);
  }

  hostDisconnected() {
    this.#resized.disconnect();
    this.#listening?.abort();
    this.#scroller = null;
  }

  /** Before it is drawn. */
  hostUpdate() {
    const list = this.#list();
    this.#anchor = list && this.#scroller ? this.#findAnchor(list) : null;
    this.#focused = list?.contains(document.activeElement) ? document.activeElement : null;
  }

  /** After it. */
  hostUpdated() {
    const list = this.#list();
    if (!list) return;
    this.#findScroller(list);
    this.#pad(list);
    if (this.#measure()) this.#pad(list);
    this.#restore(list);
    // who is moved to another place loses the focus; who is taken away is focus-keeper.js's matter
    if (this.#focused?.isConnected && document.activeElement === document.body) this.#focused.focus({ preventScroll: true });
  }

  get #rows() {
    return this.#list()?.children ?? [];
  }

  /** Where the screen begins, in the list. */
  get #top() {
    const list = this.#list();
    return list && this.#scroller ? this.#viewTop - list.getBoundingClientRect().top : 0;
  }

  get #viewTop() {
    return this.#scroller === document.scrollingElement ? 0 : this.#scroller.getBoundingClientRect().top;
  }

  get #viewHeight() {
    return this.#scroller?.clientHeight ?? 0;
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

  /** What must not move: the first row in view; or, where the list ends above the screen, its end. */
  #findAnchor(list) {
    const top = this.#top;
    if (top <= 0) return null;
    const index = [...list.children].findIndex((row) => row.offsetTop + row.offsetHeight > top);
    if (index < 0) return { end: list.offsetHeight - top };
    const row = list.children[index];
    return { row, key: this.#keys[this.#drawn.start + index], distance: row.offsetTop - top };
  }

  #restore(list) {
    if (!this.#anchor || this.#atEnd) return;
    const { row, end, distance } = this.#anchor;
    if (row && !row.isConnected) return;
    const wanted = row ? row.offsetTop - distance : list.offsetHeight - end;
    const off = wanted - this.#top;
    if (Math.abs(off) >= 1) this.#scroller.scrollTop += off;
  }

  /** The room of the rows that are not drawn. */
  #pad(list) {
    const { start, end } = this.#drawn;
    list.style.setProperty('--rows-before', `${this.#heights.offset(start)}px`);
    list.style.setProperty('--rows-after', `${this.#heights.total - this.#heights.offset(end)}px`);
  }

  /** @returns {boolean} whether the rows were looked at, so that the room of the others may have changed */
  #measure() {
    const rows = this.#rows;
    if (this.#items.length <= FEW || rows.length < 2) return false;
    const tops = Array.from(rows, (row) => row.offsetTop);
    const key = (i) => this.#keys[this.#drawn.start + i];
    this.#heights.measured(new Map(tops.slice(1).map((top, i) => [key(i), top - tops[i]])));
    return true;
  }

  #findScroller(list) {
    if (this.#scroller) return;
    this.#scroller = scrollerOf(list);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const target = this.#scroller === document.scrollingElement ? window : this.#scroller;
    target.addEventListener('scroll', () => this.#scrolled(), { passive: true, signal });
    if (this.#items.length > FEW) this.#host.requestUpdate();
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

  #resize() {
    const { clientWidth } = this.#host;
    if (clientWidth !== this.#width && this.#width !== 0) this.#heights.forget();
    this.#width = clientWidth;
    if (this.#items.length > FEW) this.#host.requestUpdate();
  }
}

function scrollerOf(element) {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}
