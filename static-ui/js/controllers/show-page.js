import { i18n, t } from '../i18n/i18n.js';
import { theme } from '../models/theme.js';

/**
 * Puts a page's component on the screen and keeps the title's count of what is unread. The way to the desk begins
 * before there is anything to see: after a reload an agent has to be back within the grace of their presence.
 * @param {object} page its model
 * @param {string} title a message key
 * @param {() => Promise<string>} component loads it and tells its name
 */
export async function showPage(page, title, component) {
  page.entrance.start();
  theme.start();
  await i18n.start();
  const element = document.createElement(await component());
  element.page = page;
  document.getElementById('page').replaceChildren(element);
  const count = () => {
    const n = document.hidden ? page.desk?.unread() ?? 0 : 0;
    document.title = n ? t('title.unread', { n, title: t(title) }) : t(title);
  };
  page.watch(count);
  i18n.watch(count);
  document.addEventListener('visibilitychange', count);
  count();
}
