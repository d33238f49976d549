import { StaffPage } from '../models/staff-page.js';
import { startPage } from './start-page.js';

await startPage({
  Page: StaffPage,
  isFor: (session) => session.isStaff,
  title: 'title.staff',
  component: async () => {
    await import('./staff-app.js');
    return 'staff-app';
  },
});
