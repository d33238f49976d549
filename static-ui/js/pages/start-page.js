import { watch } from '../base/signals.js';
import { Route } from '../base/route.js';
import { theme } from '../base/theme.js';
import { i18n, t } from '../base/i18n/i18n.js';
import { LoginFlow } from '../models/login-flow.js';
import { Toasts } from '../models/toasts.js';

/**
 * Puts a page together, its component on the screen, and the count of what is unread into its title. The way to the
 * desk begins before there is anything to see: after a reload an agent has to be back within the grace of their presence.
 * @param {object} parts
 * @param {new (parts: object) => import('../models/desk-page.js').DeskPage} parts.Page its model
 * @param {(session: import('../realtime/session.js').Session) => boolean} parts.isFor whose page it is
 * @param {string} parts.title a message key
 * @param {() => Promise<string>} parts.component loads it and tells its name
 */
export async function startPage({ Page, isFor, title, component }) {
  const login = new LoginFlow(isFor);
  const page = new Page({ login, route: new Route(), toasts: new Toasts() });
  login.start();
  theme.start();
  await i18n.start();
  const element = document.createElement(await component());
  element.page = page;
  document.getElementById('page').replaceChildren(element);
  const titleNow = () => {
    const n = document.hidden ? page.desk?.unread() ?? 0 : 0;
    return n ? t('title.unread', { n, title: t(title) }) : t(title);
  };
  let stop = () => {};
  const follow = () => {
    stop();
    stop = watch(titleNow, (text) => { document.title = text; });
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
