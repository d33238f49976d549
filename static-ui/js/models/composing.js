/**
 * Notices whether an answer is still an answer to what its writer saw.
 *
 * When somebody begins to type, the `seq` that they see is noted. If until they send, a message by a colleague, or one
 * from another device of theirs, has come into the thread, theirs goes out with `ifSeq` = the noted one: the desk
 * refuses it (`SEEN_OLD_STATE`), and they are shown what came and asked. What the customer writes meanwhile is
 * ordinary conversation and asks nobody; so is, for the customer, what staff write.
 */
export class Composing {
  #beganAt = null;

  /** A text is there now, or no longer. @param {string} text @param {number} head the last `seq` seen */
  typed(text, head) {
    if (!text.trim()) this.#beganAt = null;
    else this.#beganAt ??= head;
  }

  /**
   * @param {object[]} events of the thread
   * @param {{id: string, role: string}} me
   * @param {(clientId: string) => boolean} sentHere whether a message is from this browser
   * @returns {number|undefined} what to send as `ifSeq`
   */
  ifSeq(events, me, sentHere) {
    if (this.#beganAt === null) return undefined;
    const others = events.some((event) => event.type === 'chat.message' && event.seq > this.#beganAt
      && answersForMe(event, me) && !sentHere(event.clientId));
    return others ? this.#beganAt : undefined;
  }
}

function answersForMe({ actor }, me) {
  if (actor?.id === me.id) return true;
  return me.role !== 'CUSTOMER' && actor?.role !== 'CUSTOMER';
}
