const CANDIDATE = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+|\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+/gi;
const SAFE = ['http:', 'https:', 'mailto:'];

/**
 * Cuts a text into words and links. Only http, https and mailto become links.
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
  let cut = link.replace(/[.,;:!?…]+$/, '');
  while (/[)\]}]$/.test(cut) && !balanced(cut)) cut = cut.slice(0, -1).replace(/[.,;:!?…]+$/, '');
  return cut;
}

function balanced(text) {
  const count = (characters) => [...text].filter((c) => characters.includes(c)).length;
  return count('([{') >= count(')]}');
}

function target(link) {
  try {
    const url = new URL(/^www\./i.test(link) ? `https://${link}` : link);
    return SAFE.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
