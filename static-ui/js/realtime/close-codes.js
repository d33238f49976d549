/**
 * What to do after a connection closed (docs/protocol.md, Connecting).
 * @param {number} code the WebSocket close code
 * @returns {{action: 'refresh'|'stop'|'retry', wait: number}} `wait`: milliseconds to let pass in any case
 */
export function afterClose(code) {
  switch (code) {
    case 4401: return { action: 'refresh', wait: 0 };
    case 4403: return { action: 'stop', wait: 0 };
    case 4429: return { action: 'retry', wait: 5_000 };
    // 4408, 1013 and whatever a network or a proxy makes up
    default: return { action: 'retry', wait: 0 };
  }
}
