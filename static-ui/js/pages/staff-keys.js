import { shortcuts } from '../models/shortcuts.js';

/**
 * The keys of the staff page; none of them works while somebody types.
 * @param {import('./staff-app.js').StaffApp} app
 * @returns {() => void} takes them off
 */
export function staffKeys(app) {
  const pressed = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!shortcuts.enabled) return;
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

/** To the next or the previous ticket of the list, whether it is on the screen or not. */
async function move(app, step) {
  const pane = app.querySelector('queue-pane');
  const { ids } = pane;
  if (!ids.length) return;
  const at = ids.indexOf(app.page.desk.open);
  const id = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
  app.page.toTicket(id);
  const row = await pane.reveal(id);
  row?.querySelector('a').focus();
}
