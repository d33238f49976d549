import { timers } from './timers.js';

const BEFORE_EXPIRY = 60_000;
const AT_LEAST = 5_000;

/**
 * Tells a live connection of a fresh token before the one that it was opened with expires. Where that fails the desk
 * closes it (4401), and the next one is opened with a fresh token.
 * @param {import('./desk.js').Desk} desk
 * @param {import('./session.js').Session} session
 */
export function keepRenewed(desk, session) {
  let stop = () => {};

  const schedule = () => {
    stop();
    stop = timers.after(Math.max(AT_LEAST, session.expiresIn - BEFORE_EXPIRY), renew);
  };

  const renew = async () => {
    try {
      await desk.send('/app/auth.renew', { token: await session.token({ fresh: true }) });
      schedule();
    } catch { /* the close will tell */ }
  };

  desk.on('state', ({ caughtUp }) => (caughtUp ? schedule() : stop()));
}
