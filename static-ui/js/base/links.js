import { readsAs } from './hosts.js';

const START = /\b(?:https?:\/\/|mailto:|www\.)/gi;

/** White space, what quotes a link, and characters that nobody sees: some of them turn round what stands beside them. */
const END = /[\s<>"'`\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|$/g;

/** In characters. No address that people pass on is longer, and none can be read. */
const LONGEST = 2_048;
const ASCII = /^[!-~]*$/;
const SAFE = ['http:', 'https:', 'mailto:'];
const PUNCTUATION = '.,;:!?…';
const OPENING = '([{';
const CLOSING = ')]}';

/** What was written does not change, so its links are looked for once. @type {WeakMap<object, Part[]>} */
const partsByOwner = new WeakMap();

/**
 * @typedef {object} Part
 * @property {string} text as it was typed
 * @property {string} [href] where it leads, if it is a link
 * @property {string[]} [label] what a link says: what stands before its host, the host, and the rest. The host is the
 *   one that it leads to, however it was typed
 */

/**
 * The parts of a message's text, kept as long as the message.
 * @param {object} owner the message
 * @param {string} text
 * @returns {Part[]}
 */
export function partsOf(owner, text) {
  if (!partsByOwner.has(owner)) partsByOwner.set(owner, parts(text));
  return partsByOwner.get(owner);
}

/**
 * Cuts a text into words and links. Each character is read a fixed number of times at most, whatever the text: others
 * write it, and this page must not wait for it. Only http, https and mailto become links.
 * @param {string} text
 * @returns {Part[]} in order and complete
 */
export function parts(text) {
  const found = [];
  let end = 0;
  let readUpTo = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < readUpTo) continue;
    readUpTo = endOfRun(text, index);
    const link = withoutPunctuation(text.slice(index, readUpTo));
    const url = link.length <= LONGEST ? target(link) : null;
    if (!url) continue;
    if (index > end) found.push({ text: text.slice(end, index) });
    found.push({ text: link, href: url.href, label: label(link, url) });
    end = index + link.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

function endOfRun(text, from) {
  END.lastIndex = from;
  return END.exec(text).index;
}

/** A full stop, or a bracket that was opened before the link, belongs to the sentence. */
function withoutPunctuation(link) {
  let unopened = -balance(link);
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1];
    const closes = CLOSING.includes(last);
    if (!PUNCTUATION.includes(last) && !(closes && unopened > 0)) break;
    if (closes) unopened--;
  }
  return link.slice(0, end);
}

/** How many brackets are opened more often than closed. */
function balance(text) {
  let open = 0;
  for (const character of text) {
    if (OPENING.includes(character)) open++;
    else if (CLOSING.includes(character)) open--;
  }
  return open;
}

/** @returns {URL|null} */
function target(link) {
  const bare = /^www\./i.test(link);
  if (bare && link.indexOf('.', 4) < 0) return null;
  try {
    const url = new URL(bare ? `https://${link}` : link);
    return SAFE.includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** As it was typed, where that names the host plainly; else as the browser reads it. */
function label(link, url) {
  if (url.protocol === 'mailto:') return ['', '', ASCII.test(link) ? link : url.href];
  const [scheme] = /^(?:https?:\/\/)?/i.exec(link);
  const host = link.slice(scheme.length).split(/[/?#\\]/, 1)[0];
  if (readsAs(host, url.host)) return [scheme, host, link.slice(scheme.length + host.length)];
  return [`${url.protocol}//`, url.host, `${url.pathname}${url.search}${url.hash}`];
}
