const policy = makePolicy();

/** None in a browser without Trusted Types, nor in a page whose Content-Security-Policy does not name `stompdesk`. */
function makePolicy() {
  try {
    return globalThis.trustedTypes?.createPolicy('stompdesk', { createScriptURL: ours });
  } catch {
    return undefined;
  }
}

function ours(url) {
  if (new URL(url).origin !== location.origin) throw new TypeError(`Not a script of ours: ${url}`);
  return url;
}

/**
 * The address of a script of ours in the form that the Content-Security-Policy asks for (Trusted Types).
 * @param {URL} url
 * @returns {TrustedScriptURL|string}
 */
export function trustedScriptUrl(url) {
  return policy ? policy.createScriptURL(url.href) : url.href;
}
