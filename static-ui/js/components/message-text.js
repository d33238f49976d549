import { html } from 'lit';

/** A text as it was typed; links can be followed, nothing else in it means anything. @param {{text: string, href?: string}[]} parts of `links.js` */
export function messageText(parts) {
  return parts.map(({ text, href }) => href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>`
    : text);
}
