const ASCII = /^[!-~]*$/;
const ASCII_LABEL = /^[a-z0-9-]+(?::\d+)?$/;

/** Letters of European languages, without those that look like another one: ı, ĸ, ŉ, ſ. */
const LATIN_LABEL = /^[a-z0-9\u00df-\u00f6\u00f8-\u0130\u0132-\u0137\u0139-\u0148\u014a-\u017e-]+$/;

/** Nobody takes their letters for Latin ones, so they may stand under a Latin domain such as .jp. */
const UNLIKE_LATIN = ['Han|Hiragana|Katakana', 'Han|Hangul', 'Han|Bopomofo', 'Arabic', 'Hebrew', 'Devanagari', 'Thai'].map(labelIn);
const LIKE_LATIN = ['Cyrillic', 'Greek', 'Armenian', 'Georgian'].map(labelIn);

/**
 * Whether a host, as somebody typed it, names the real one to whoever reads it. Letters of other scripts that look like
 * Latin ones do not, unless the whole host is in that script.
 * @param {string} typed
 * @param {string} host the real one, in ASCII (punycode)
 */
export function readsAs(typed, host) {
  const name = typed.toLowerCase();
  return name === host || (!ASCII.test(name) && isReadable(name) && inAscii(name) === host);
}

function isReadable(name) {
  const labels = name.split('.');
  return labels.every((label) => ASCII_LABEL.test(label) || LATIN_LABEL.test(label) || UNLIKE_LATIN.some((script) => script.test(label)))
    || LIKE_LATIN.some((script) => labels.every((label) => script.test(label)));
}

function inAscii(name) {
  try {
    return new URL(`https://${name}`).host;
  } catch {
    return null;
  }
}

function labelIn(scripts) {
  const letters = scripts.split('|').map((script) => `\\p{Script=${script}}`).join('');
  return new RegExp(`^[${letters}\\p{M}0-9-]+$`, 'u');
}
