const policy = globalThis.trustedTypes?.createPolicy('stompdesk', {
  createScriptURL: (url) => {
    if (new URL(url).origin !== location.origin) throw new TypeError(`Not a script of ours: ${url}`);
    return url;
  },
});

/**
 * The address of a script of ours in the form that the Content-Security-Policy asks for (Trusted Types).
 * @param {URL} url
 * @returns {TrustedScriptURL|string}
 */
export function trustedScriptUrl(url) {
  return policy ? policy.createScriptURL(url.href) : url.href;
}
