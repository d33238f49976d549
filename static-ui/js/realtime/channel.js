/**
 * Talks to the other tabs of this origin.
 * @param {string} name
 * @param {(message: object) => void} heard
 * @returns {{tell: (message: object) => void, close: () => void}}
 */
export function channel(name, heard) {
  if (!globalThis.BroadcastChannel) return { tell() {}, close() {} };
  const others = new BroadcastChannel(`stompdesk.${name}`);
  others.onmessage = ({ data }) => heard(data);
  return {
    tell: (message) => others.postMessage(message),
    close: () => others.close(),
  };
}
