const CANDIDATE = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+|\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+/gi;
const SAFE = ['http:', 'https:', 'mailto:'];
const PUNCTUATION = '.,;:!?…';
const OPENING = '([{';
const CLOSING = ')]}';

/**
 * Cuts a text into words and links, in time that grows with its length. Only http, https and mailto become links.
 * @param {string} text
 * @returns {{text: string, href?: string}[]} its parts, in order and complete
 */
export function parts(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = withoutPunctuation(match[0]);
    const href = target(link);
    if (!href) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: link, href });
    end = match.index + link.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
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

function target(link) {
  try {
    const url = new URL(/^www\./i.test(link) ? `https://${link}` : link);
    return SAFE.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
