const LOOK_ALIKES = { I: '1', L: '1', O: '0' };
const ID = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** @param {string} id @returns {string} as people read it: `K7Q2-9XMD` */
export function formatTicketId(id) {
  return `${id.slice(0, 4)}-${id.slice(4)}`;
}

/**
 * @param {string} typed in either form, in any case, with the look-alikes of Crockford's base32
 * @returns {string|null} `K7Q29XMD`; null where it is no id
 */
export function parseTicketId(typed) {
  const id = typed.trim().toUpperCase().replace(/-/g, '').replace(/[ILO]/g, (c) => LOOK_ALIKES[c]);
  return ID.test(id) ? id : null;
}
