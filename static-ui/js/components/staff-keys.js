import { shortcuts } from '../models/shortcuts.js';

/**
 * The keys of the staff page; none of them works while somebody types.
 * @param {import('./staff-app.js').StaffApp} app
 * @returns {() => void} takes them off
 */
export function staffKeys(app) {
  const pressed = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!shortcuts.on) return;
    const act = ACTIONS[event.key];
    if (!act || !app.page.desk || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    act(app);
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

const ACTIONS = {
  j: (app) => move(app, 1),
  k: (app) => move(app, -1),
  p: ({ page }) => page.desk.open && page.pick(page.desk.open),
  r: (app) => app.querySelector('chat-composer textarea')?.focus(),
  '/': (app) => app.querySelector('.search__field')?.focus(),
  '?': (app) => app.help(),
};

function typing(target) {
  return target.isContentEditable || target.matches('textarea, select, input:not([type=radio])');
}

/** To the next or the previous ticket of the list as it stands on the screen. */
function move(app, step) {
  const links = [...app.querySelectorAll('.ticket-row__link')].filter((link) => link.checkVisibility?.() ?? true);
  if (!links.length) return;
  const at = links.findIndex((link) => link.getAttribute('aria-current'));
  const to = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
  to.focus();
  to.click();
}
