import { computed, effect, signal, untracked } from '../vendor/preact-signals-core.js';
import { equal } from './equal.js';

export { batch, computed, effect, signal, untracked } from '../vendor/preact-signals-core.js';

/**
 * Gives an object properties that are signals: whoever reads one while drawing is drawn again when it has another
 * value.
 * @param {object} host
 * @param {Record<string, unknown>} values the names, and what they begin with
 */
export function reactive(host, values) {
  for (const [name, value] of Object.entries(values)) {
    const its = signal(value);
    Object.defineProperty(host, name, { get: () => its.value, set: (next) => { its.value = next; }, enumerable: true });
  }
}

/**
 * Runs `react` with what `read` gives, now and whenever that changes. Only what `read` reads is followed.
 * @template T
 * @param {() => T} read
 * @param {(value: T) => void} react
 * @returns {() => void} stops it
 */
export function watch(read, react) {
  return effect(() => {
    const value = read();
    untracked(() => react(value));
  });
}

/**
 * A computed value that stays the same object while it says the same, so that nobody is told then.
 * @template T
 * @param {() => T} read
 */
export function steady(read) {
  let before;
  return computed(() => {
    const value = read();
    if (!equal(value, before)) before = value;
    return before;
  });
}
