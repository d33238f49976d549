import { DeskError } from './desk-error.js';
import { clock } from '../base/clock.js';
import { parseJson } from '../base/json.js';

const DATE_HEADER_IS_OFF_BY = 1_000;

/**
 * One REST call.
 * @param {string} method
 * @param {string} path
 * @param {{body?: object, token?: string}} [options]
 * @returns {Promise<object|null>} rejects with a `DeskError`; its code is `NETWORK` where no answer came
 */
export async function call(method, path, { body, token } = {}) {
  const response = await reach(path, { method, headers: headers(body, token), body: body && JSON.stringify(body) });
  clock.learn(Date.parse(response.headers.get('date')), DATE_HEADER_IS_OFF_BY);
  if (!response.ok) throw await refusal(response);
  return response.status === 204 ? null : parseJson(await response.text());
}

async function reach(path, options) {
  try {
    return await fetch(path, { credentials: 'same-origin', cache: 'no-store', ...options });
  } catch {
    throw new DeskError('NETWORK', { retryable: true });
  }
}

function headers(body, token) {
  return {
    accept: 'application/json',
    ...(body && { 'content-type': 'application/json' }),
    ...(token && { authorization: `Bearer ${token}` }),
  };
}

/** A problem document (RFC 9457), or whatever a proxy in between says instead. */
async function refusal(response) {
  const { code, detail, title, retryable, data } = await response.json().catch(() => ({}));
  return new DeskError(code ?? fallbackCode(response.status), {
    message: detail ?? title,
    retryable: retryable ?? response.status >= 500,
    data,
    status: response.status,
  });
}

function fallbackCode(status) {
  if (status === 401) return 'UNAUTHENTICATED';
  return status >= 500 ? 'NETWORK' : 'INTERNAL';
}
