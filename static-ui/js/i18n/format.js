import { i18n, t } from './i18n.js';
import { clock } from '../realtime/clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formatter = (options) => new Intl.DateTimeFormat(i18n.locale, options);

/** @param {number|string} at @returns {string} 14:05 */
export function time(at) {
  return formatter({ hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** @param {number|string} at @returns {string} all of it */
export function dateTime(at) {
  return formatter({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** @param {number} at @returns {string} Today, Yesterday, or the date */
export function day(at) {
  const date = new Date(at);
  if (sameDay(date, clock.now())) return t('day.today');
  if (sameDay(date, clock.now() - DAY)) return t('day.yesterday');
  return formatter({ weekday: 'long', day: 'numeric', month: 'long' }).format(date);
}

/** @param {number|string} at @returns {string} the time if it was today, else the date */
export function moment(at) {
  const date = new Date(at);
  return sameDay(date, clock.now()) ? time(at) : formatter({ day: 'numeric', month: 'short' }).format(date);
}

/** How long ago, ticking. @param {number|string} at @returns {string} 4:07, 3 h, 2 days */
export function since(at) {
  return duration(clock.now() - new Date(at).getTime());
}

/** @param {number} ms @returns {string} */
export function duration(ms) {
  if (ms >= DAY) return t('time.days', { n: Math.floor(ms / DAY) });
  const two = (n) => new Intl.NumberFormat(i18n.locale, { minimumIntegerDigits: 2 }).format(n);
  const whole = (n) => new Intl.NumberFormat(i18n.locale).format(n);
  const past = Math.max(0, ms);
  const clockFace = `${whole(Math.floor((past % HOUR) / MINUTE))}:${two(Math.floor((past % MINUTE) / 1000))}`;
  if (past < HOUR) return clockFace;
  return t('time.hours', { n: `${whole(Math.floor(past / HOUR))}:${two(Math.floor((past % HOUR) / MINUTE))}` });
}

function sameDay(date, now) {
  return date.toDateString() === new Date(now).toDateString();
}
