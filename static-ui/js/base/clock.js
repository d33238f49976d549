/** The server's time. A computer's own clock may be wrong by hours. */
class ServerClock {
  #offset = 0;
  #error = Infinity;

  /** @returns {number} milliseconds since 1970, as the server would say now */
  now() {
    return Date.now() + this.#offset;
  }

  /**
   * Takes a reading; the most exact one so far wins.
   * @param {number} serverTime
   * @param {number} error by how many milliseconds it may be off
   */
  learn(serverTime, error) {
    if (!Number.isFinite(serverTime) || error > this.#error) return;
    this.#offset = serverTime - Date.now();
    this.#error = error;
  }

  /**
   * Asks the server for its time.
   * @param {import('../realtime/desk.js').Desk} desk
   */
  async synchronize(desk) {
    const sent = Date.now();
    try {
      const pong = await desk.send('/app/ping');
      const wayBack = (Date.now() - sent) / 2;
      if (pong?.data?.at) this.learn(Date.parse(pong.data.at) + wayBack, wayBack);
    } catch { /* the next one will do */ }
  }
}

export const clock = new ServerClock();
