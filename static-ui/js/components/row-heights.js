/**
 * Where each row of a long list stands: measured where it has been on the screen, estimated elsewhere.
 */
export class RowHeights {
  #estimate;
  #isMeasured = false;
  #heights = new Map();
  #keys = [];
  #indexes = null;
  /** Of each row's top, and of the end. @type {Float64Array|null} */
  #offsets = null;

  /** @param {number} estimate of a row, until some have been measured */
  constructor(estimate) {
    this.#estimate = estimate;
  }

  /** @param {string[]} keys of all rows, in order */
  setKeys(keys) {
    this.#keys = keys;
    this.#indexes = null;
    this.#offsets = null;
    if (this.#heights.size > 2 * keys.length + 100) this.#forgetOthers();
  }

  /** @param {Map<string, number>} heights of some rows */
  measured(heights) {
    for (const [key, height] of heights) {
      if (this.#heights.get(key) === height) continue;
      this.#heights.set(key, height);
      this.#offsets = null;
    }
    if (this.#isMeasured || heights.size === 0) return;
    this.#isMeasured = true;
    this.#estimate = [...heights.values()].reduce((sum, height) => sum + height, 0) / heights.size;
    this.#offsets = null;
  }

  /** Another width: all are to be measured anew. */
  forget() {
    this.#heights.clear();
    this.#isMeasured = false;
    this.#offsets = null;
  }

  /** @param {string} key @returns {number} -1 where there is none */
  indexOf(key) {
    this.#indexes ??= new Map(this.#keys.map((one, i) => [one, i]));
    return this.#indexes.get(key) ?? -1;
  }

  /** The top of a row; of the row behind the last one: the end. @param {number} index */
  offset(index) {
    return this.#allOffsets[Math.min(this.#keys.length, Math.max(0, index))];
  }

  get total() {
    return this.offset(this.#keys.length);
  }

  /** Which row is at this height. @param {number} y @returns {number} the first or the last one outside of the list */
  indexAt(y) {
    const offsets = this.#allOffsets;
    let from = 0;
    for (let to = this.#keys.length - 1; from < to;) {
      const middle = (from + to + 1) >>> 1;
      if (offsets[middle] <= y) from = middle;
      else to = middle - 1;
    }
    return from;
  }

  get #allOffsets() {
    if (this.#offsets) return this.#offsets;
    const offsets = new Float64Array(this.#keys.length + 1);
    this.#keys.forEach((key, i) => { offsets[i + 1] = offsets[i] + (this.#heights.get(key) ?? this.#estimate); });
    return this.#offsets = offsets;
  }

  #forgetOthers() {
    const keys = new Set(this.#keys);
    for (const key of [...this.#heights.keys()]) if (!keys.has(key)) this.#heights.delete(key);
  }
}
