import { CustomerPage } from '../models/customer-page.js';
import { startPage } from './start-page.js';

await startPage({
  Page: CustomerPage,
  isFor: (session) => !session.isStaff,
  title: 'title.customer',
  component: async () => {
    await import('./customer-app.js');
    return 'customer-app';
  },
});
