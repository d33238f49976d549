import { html } from 'lit';
import { parts } from '../models/links.js';

/** A text as it was typed; links can be followed, nothing else in it means anything. @param {string} text */
export function messageText(text) {
  return parts(text).map(({ text: shown, href }) => href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${shown}</a>`
    : shown);
}
