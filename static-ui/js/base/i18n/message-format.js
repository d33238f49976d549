import { intl } from './intl.js';

const RIGHT_TO_LEFT = ['ar'];
const RIGHT_TO_LEFT_LETTERS = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const ISOLATE = '\u2068';
const END = '\u2069';

/**
 * @param {string|{one?: string, other: string}} message with `{places}`, or one per plural form
 * @param {object} values
 * @param {string} language
 * @param {string} [locale] for the numbers
 * @returns {string}
 */
export function formatMessage(message, values, language, locale = language) {
  const text = typeof message === 'string' ? message : message[intl('PluralRules', language).select(values.n)] ?? message.other;
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (place, name) => name in values ? formatValue(values[name], language, locale) : place);
}

/** A name that runs the other way than the sentence is set apart, so that neither turns the other round. */
function formatValue(value, language, locale) {
  if (typeof value === 'number') return intl('NumberFormat', locale).format(value);
  const text = String(value);
  const apart = RIGHT_TO_LEFT.includes(language) || RIGHT_TO_LEFT_LETTERS.test(text);
  return apart ? ISOLATE + text + END : text;
}
