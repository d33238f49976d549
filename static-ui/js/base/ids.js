const bytes = (n) => crypto.getRandomValues(new Uint8Array(n));
const hex = (array) => Array.from(array, (b) => b.toString(16).padStart(2, '0')).join('');

/** @returns {string} a random UUID. `crypto.randomUUID` is missing where a page came over plain http. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = bytes(16);
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  return hex(b).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @returns {string} 32 random characters: a SockJS session id is the key to the session, so it must not be guessable. */
export function sessionId() {
  return hex(bytes(16));
}
