import { backoff } from './backoff.js';

const BUSY_CODES = ['RATE_LIMITED', 'BUSY', 'STORE_UNAVAILABLE', 'INTERNAL', 'TIMEOUT'];
const TRIES = 6;

/**
 * What becomes of a message that was refused.
 * @param {import('./desk-error.js').DeskError} error
 * @param {number} tries how often it has been tried before
 * @param {() => number} [random]
 * @returns {{then: 'reconnect'}|{then: 'wait', ms: number}|{then: 'fail'}} `reconnect`: go on when the connection is
 *   back; `wait`: the desk has trouble, the same message again; `fail`: a person has to decide
 */
export function afterRefusal(error, tries, random) {
  if (error.code === 'DISCONNECTED') return { then: 'reconnect' };
  if (!BUSY_CODES.includes(error.code) || tries + 1 >= TRIES) return { then: 'fail' };
  return { then: 'wait', ms: error.data?.retryAfterMs ?? 250 + backoff(tries, random) };
}
