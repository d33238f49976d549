import { i18n, t } from './i18n.js';
import { intl } from './intl.js';
import { ticker } from '../ticker.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TIME = { hour: '2-digit', minute: '2-digit' };
const DATE_TIME = { dateStyle: 'medium', timeStyle: 'short' };
const LONG_DAY = { weekday: 'long', day: 'numeric', month: 'long' };
const SHORT_DAY = { day: 'numeric', month: 'short' };
const TWO_DIGITS = { minimumIntegerDigits: 2 };

const date = (at, options) => intl('DateTimeFormat', i18n.locale, options).format(at);

/** @param {number} n @returns {string} */
export function number(n, options) {
  return intl('NumberFormat', i18n.locale, options).format(n);
}

/** @param {number|string} at @returns {string} 14:05 */
export function time(at) {
  return date(new Date(at), TIME);
}

/** @param {number|string} at @returns {string} all of it */
export function dateTime(at) {
  return date(new Date(at), DATE_TIME);
}

/** @param {number} at @returns {string} Today, Yesterday, or the date */
export function day(at) {
  const ago = daysAgo(at);
  if (ago === 0) return t('day.today');
  if (ago === 1) return t('day.yesterday');
  return date(new Date(at), LONG_DAY);
}

/** @param {number|string} at @returns {string} the time if it was today, else the date */
export function moment(at) {
  return daysAgo(at) === 0 ? time(at) : date(new Date(at), SHORT_DAY);
}

/** How long ago, ticking. @param {number|string} at @param {number} now by the server's clock @returns {string} 4:07, 3 h, 2 days */
export function since(at, now) {
  return duration(now - new Date(at).getTime());
}

/** @param {number} ms @returns {string} */
export function duration(ms) {
  if (ms >= DAY) return t('time.days', { n: Math.floor(ms / DAY) });
  const past = Math.max(0, ms);
  if (past < HOUR) return `${number(Math.floor(past / MINUTE))}:${number(Math.floor((past % MINUTE) / 1000), TWO_DIGITS)}`;
  return t('time.hours', { n: `${number(Math.floor(past / HOUR))}:${number(Math.floor((past % HOUR) / MINUTE), TWO_DIGITS)}` });
}

/** Days may have 23 or 25 hours. */
function daysAgo(at) {
  return Math.round((ticker.today - new Date(at).setHours(0, 0, 0, 0)) / DAY);
}
