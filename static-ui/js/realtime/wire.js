import { sessionId } from '../base/ids.js';
import { trustedScriptUrl } from '../base/trusted-types.js';

const OPENS_WITHIN = 8_000;
/** The `readyState` of a WebSocket, and of SockJS. */
const OPEN = 1;
const SOCKJS = '/webjars/sockjs-client/1.6.1/dist/sockjs.min.js';
let loadingSockJs = null;

/**
 * What stomp.js talks to: a WebSocket or a SockJS object whose close takes effect at once. A half-dead WebSocket
 * that is closed waits for the other side's close frame, up to a minute, and says nothing meanwhile.
 */
export class Wire {
  #socket;
  #closed = false;
  onopen = null;
  onmessage = null;
  onclose = null;

  constructor(socket) {
    this.#socket = socket;
    socket.onopen = () => this.onopen?.();
    socket.onmessage = (event) => !this.#closed && this.onmessage?.(event);
    socket.onclose = (event) => this.#over(event.code, event.reason);
  }

  get url() {
    return this.#socket.url;
  }

  send(data) {
    // the other side may have closed it, and the news of that be still on its way to us
    if (!this.#closed && this.#socket.readyState === OPEN) this.#socket.send(data);
  }

  close() {
    this.#over(1006, 'given up');
    try {
      this.#socket.close();
    } catch { /* it never opened */ }
  }

  #over(code, reason) {
    if (this.#closed) return;
    this.#closed = true;
    this.onclose?.({ code, reason });
  }
}

/** @param {string} path of the SockJS endpoint; the plain WebSocket is below it */
export function webSocket(path) {
  const url = new URL(`${path}/websocket`, document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  return opened(new Wire(new WebSocket(url)));
}

/** For networks that let no WebSocket through. They are few, so SockJS is loaded only there. @param {string} path */
export async function sockJs(path) {
  const SockJS = window.SockJS ?? await loadSockJs();
  const options = { transports: ['xhr-streaming', 'xhr-polling'], sessionId };
  return opened(new Wire(new SockJS(path, null, options)));
}

function loadSockJs() {
  loadingSockJs ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => resolve(window.SockJS);
    script.onerror = () => {
      script.remove();
      reject(new Error('SockJS could not be loaded'));
    };
    script.src = trustedScriptUrl(new URL(SOCKJS, import.meta.url));
    document.head.append(script);
    setTimeout(script.onerror, OPENS_WITHIN);
  }).finally(() => { loadingSockJs = null; });
  return loadingSockJs;
}

function opened(wire) {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => wire.close(), OPENS_WITHIN);
    wire.onopen = () => {
      clearTimeout(tooLate);
      resolve(wire);
    };
    wire.onclose = ({ code }) => {
      clearTimeout(tooLate);
      reject(Object.assign(new Error('not opened'), { closeCode: code }));
    };
  });
}
