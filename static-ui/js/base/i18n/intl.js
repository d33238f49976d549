const made = new Map();

/**
 * A formatter of `Intl`, made once for each locale: to make one takes longer than to format a thousand values.
 * @param {'DateTimeFormat'|'NumberFormat'|'PluralRules'} kind
 * @param {string} locale
 * @param {object} [options]
 */
export function intl(kind, locale, options) {
  const key = `${kind} ${locale} ${options ? JSON.stringify(options) : ''}`;
  if (!made.has(key)) made.set(key, new Intl[kind](locale, options));
  return made.get(key);
}
