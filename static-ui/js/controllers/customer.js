import { CustomerPage } from '../models/customer-page.js';
import { Entrance } from '../models/entrance.js';
import { Route } from '../models/route.js';
import { Toasts } from '../models/toasts.js';
import { showPage } from './show-page.js';

const entrance = new Entrance((session) => !session.isStaff);
const page = new CustomerPage({ entrance, route: new Route(), toasts: new Toasts() });

await showPage(page, 'title.customer', async () => {
  await import('../components/customer-app.js');
  return 'customer-app';
});
