import { html } from 'lit';

/** A text as it was typed; links can be followed, nothing else in it means anything. @param {import('../base/links.js').Part[]} parts */
export function messageText(parts) {
  return parts.map((part) => part.href ? link(part) : part.text);
}

/** Reads from left to right in each of its pieces, whatever stands around it: so its host is where hosts are. */
function link({ href, label: [before, host, rest] }) {
  return html`<a href=${href} dir="ltr" target="_blank" rel="noopener noreferrer">${before}<bdi dir="ltr">${host}</bdi><bdi dir="ltr">${rest}</bdi></a>`;
}
