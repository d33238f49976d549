/**
 * Runs `work` while no other tab runs work of the same name. Where the browser has no Web Locks (plain http), it just
 * runs: the server knows how to deal with two at once.
 * @template T
 * @param {string} name
 * @param {(lock?: Lock) => Promise<T>} work
 * @param {AbortSignal} [signal] no longer wait
 * @returns {Promise<T>}
 */
export function exclusively(name, work, signal) {
  const locks = globalThis.navigator?.locks;
  return locks ? locks.request(`stompdesk.${name}`, signal ? { signal } : {}, work) : work();
}
