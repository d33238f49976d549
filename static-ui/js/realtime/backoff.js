const FIRST = 500;
const CAP = 30_000;

/**
 * Exponential backoff with full jitter: clients that lost the same server do not come back in the same instant.
 * @param {number} tries how many tries have failed, from 0
 * @param {() => number} [random] from 0 to 1
 * @returns {number} milliseconds until the next try, at most 30 s
 */
export function backoff(tries, random = Math.random) {
  return Math.round(random() * Math.min(CAP, FIRST * 2 ** Math.min(tries, 16)));
}
