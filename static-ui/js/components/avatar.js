import { html } from 'lit';

const HUES = 6;

/** A person's initials on a colour of their own. @param {{id: string, name: string}|null} person @param {string} [className] */
export function avatar(person, className = '') {
  return html`<span class="avatar avatar--${hue(person?.id ?? '')} ${className}" aria-hidden="true">${initials(person?.name ?? '?')}</span>`;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = [...words[0]][0] ?? '?';
  const last = words.length > 1 ? [...words.at(-1)][0] : '';
  return (first + last).toUpperCase();
}

function hue(id) {
  return [...id].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 997, 7) % HUES;
}
