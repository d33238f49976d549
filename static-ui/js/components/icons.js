import { html, svg } from 'lit';

// drawn on a grid of 20, with lines of 1.6 (css/icon.css)
const SHAPES = {
  bell: svg`<path d="M3.2 14.2a6.8 6.8 0 0 1 13.6 0z"/><path d="M2 17h16M10 7.4V5M8.2 4.6h3.6"/>`,
  check: svg`<path d="m4.5 10.5 3.6 3.7 7.4-8"/>`,
  clock: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.8"/>`,
  alert: svg`<path d="M10 3.2 17.6 16.4H2.4z"/><path d="M10 8.2v3.6M10 14v.2"/>`,
  signal: svg`<path d="M2.6 8.2a10.6 10.6 0 0 1 14.8 0M5.2 11a6.9 6.9 0 0 1 9.6 0M7.8 13.7a3.2 3.2 0 0 1 4.4 0"/><path d="M10 16.4v.1"/>`,
  noSignal: svg`<path d="M2.6 8.2a10.6 10.6 0 0 1 4-2.5M17.4 8.2a10.5 10.5 0 0 0-6-2.9M5.2 11a6.9 6.9 0 0 1 3-1.7M7.8 13.7a3.2 3.2 0 0 1 4.4 0"/><path d="M10 16.4v.1M3 3l14 14"/>`,
  turning: svg`<path d="M16.6 10a6.6 6.6 0 1 1-2-4.7"/><path d="M16.8 2.8v3.4h-3.4"/>`,
  send: svg`<path d="M3.2 10 17 3.4 13 17l-3.4-5.4z"/><path d="m9.6 11.6 3-3.2"/>`,
  down: svg`<path d="M10 4v11.4M5 10.8l5 4.9 5-4.9"/>`,
  chevron: svg`<path d="m5.5 7.8 4.5 4.6 4.5-4.6"/>`,
  back: svg`<path d="M16 10H4.6M9.4 5 4.4 10l5 5"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  sliders: svg`<path d="M3 6h7.5M15.5 6H17M3 14h1.5M9.5 14H17"/><circle cx="13" cy="6" r="2.2"/><circle cx="7" cy="14" r="2.2"/>`,
  door: svg`<path d="M8.4 3.4H4.6a1 1 0 0 0-1 1v11.2a1 1 0 0 0 1 1h3.8M8.4 10H17M13.6 6.4 17.2 10l-3.6 3.6"/>`,
  person: svg`<circle cx="10" cy="6.8" r="3.3"/><path d="M3.6 16.8c.6-3.4 3.2-5 6.4-5s5.8 1.6 6.4 5"/>`,
  people: svg`<circle cx="7.4" cy="7" r="2.8"/><path d="M2.2 16.2c.4-3 2.5-4.4 5.2-4.4s4.8 1.4 5.2 4.4M12.6 4.5a2.8 2.8 0 0 1 0 5M14.4 12.1c2 .5 3.1 1.9 3.4 4.1"/>`,
  release: svg`<path d="M7 4.2 3.4 7.8 7 11.4M3.6 7.8h8.6a4 4 0 0 1 0 8H8.4"/>`,
  pause: svg`<path d="M7 4.8v10.4M13 4.8v10.4"/>`,
  lock: svg`<rect x="4.2" y="8.8" width="11.6" height="7.8" rx="1.8"/><path d="M6.8 8.8V6.6a3.2 3.2 0 0 1 6.4 0v2.2"/>`,
  eye: svg`<path d="M2 10s2.9-5.2 8-5.2S18 10 18 10s-2.9 5.2-8 5.2S2 10 2 10z"/><circle cx="10" cy="10" r="2.3"/>`,
  speech: svg`<path d="M4 5.2h12v8H9.4L5.6 16.4v-3.2H4z"/>`,
  sidebar: svg`<rect x="2.8" y="3.8" width="14.4" height="12.4" rx="1.8"/><path d="M12.4 3.8v12.4"/>`,
  lens: svg`<circle cx="8.6" cy="8.6" r="5"/><path d="m12.4 12.4 4.4 4.4"/>`,
  key: svg`<circle cx="7" cy="13" r="3.6"/><path d="m9.6 10.4 6.8-6.8M13 7l2.6 2.6"/>`,
  keyboard: svg`<rect x="2" y="5" width="16" height="10" rx="1.8"/><path d="M5 8.3h.1M8.3 8.3h.1M11.6 8.3h.1M14.9 8.3h.1M5 11.7h.1M14.9 11.7h.1M7.6 11.7h4.8"/>`,
  copy: svg`<rect x="6.8" y="6.8" width="9.6" height="9.6" rx="1.6"/><path d="M13 4.4v-.2a1 1 0 0 0-1-1H4.4a1 1 0 0 0-1 1V12a1 1 0 0 0 1 1h.4"/>`,
  inbox: svg`<path d="M3 11.4 5.2 4.2h9.6L17 11.4v4.4H3z"/><path d="M3 11.4h4c.3 1.5 1.4 2.3 3 2.3s2.7-.8 3-2.3h4"/>`,
  pen: svg`<path d="M4 16l.8-3.6L13.4 3.8l2.8 2.8L7.6 15.2z"/><path d="m11.6 5.6 2.8 2.8"/>`,
  bin: svg`<path d="M4 5.8h12M8 5.8V3.8h4v2M5.4 5.8l.8 10.6h7.6l.8-10.6"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.2"/><path d="M10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1M14.1 14.1l1.1 1.1M15.2 4.8l-1.1 1.1M5.9 14.1l-1.1 1.1"/>`,
  moon: svg`<path d="M16.4 12A6.9 6.9 0 0 1 8 3.6a6.9 6.9 0 1 0 8.4 8.4z"/>`,
  half: svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 3.2v13.6" /><path class="icon__fill" d="M10 3.2a6.8 6.8 0 0 1 0 13.6z"/>`,
};

/**
 * @param {keyof typeof SHAPES} name
 * @param {string} [className]
 */
export function icon(name, className = '') {
  return html`<svg class="icon ${className}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}

/** The desk's mark: a bell as it stands on a counter. */
export function mark() {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="mark__ground" width="32" height="32" rx="9"/>
    <path class="mark__bell" d="M7.5 20.5a8.5 8.5 0 0 1 17 0z"/>
    <path class="mark__line" d="M6.5 24.2h19M16 11.6V9M13.6 8.4h4.8"/>
  </svg>`;
}
