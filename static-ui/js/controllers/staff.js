import { StaffPage } from '../models/staff-page.js';
import { Entrance } from '../models/entrance.js';
import { Route } from '../models/route.js';
import { Toasts } from '../models/toasts.js';
import { showPage } from './show-page.js';

const entrance = new Entrance((session) => session.isStaff);
const page = new StaffPage({ entrance, route: new Route(), toasts: new Toasts() });

await showPage(page, 'title.staff', async () => {
  await import('../components/staff-app.js');
  return 'staff-app';
});
