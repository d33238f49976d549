import { Observable } from './observable.js';
import { keep } from './keep.js';
import { chime } from './chime.js';

const ONE_CALL = 1_500;

/**
 * Calls somebody who looks elsewhere: with a sound, with a notification of their system. Each only where it was asked
 * for. Of several tabs one calls.
 */
class Attention extends Observable {
  sound = keep.get('sound') ?? false;
  /** The browser was asked for notifications, and said no. */
  denied = false;
  #desktop = keep.get('desktop') ?? false;

  get desktop() {
    return this.#desktop && globalThis.Notification?.permission === 'granted';
  }

  /** @param {boolean} on */
  wantSound(on) {
    this.sound = on;
    keep.set('sound', on || null);
    // lets them hear what it is like, and the browser know that they want it
    if (on) chime();
    this.changed();
  }

  /** @param {boolean} on */
  async wantDesktop(on) {
    this.#desktop = on;
    keep.set('desktop', on || null);
    this.denied = on && await globalThis.Notification?.requestPermission() !== 'granted';
    this.changed();
  }

  /** @param {{title: string, text: string, about: string, open: () => void}} call `about`: a later one about the same takes its place */
  async call({ title, text, about, open }) {
    if (!document.hidden && document.hasFocus()) return;
    if (this.desktop) this.#notify(title, text, about, open);
    if (this.sound) await onlyHere(chime);
  }

  #notify(title, body, tag, open) {
    try {
      const notification = new Notification(title, { body, tag, icon: '/img/favicon.svg' });
      notification.onclick = () => {
        window.focus();
        open();
        notification.close();
      };
    } catch { /* some phones let only service workers notify */ }
  }
}

/** Where tabs can agree, the first one does it, and the others that want the same just now do not. */
async function onlyHere(work) {
  if (!navigator.locks) return work();
  await navigator.locks.request('stompdesk.call', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    work();
    await new Promise((resolve) => setTimeout(resolve, ONE_CALL));
  });
}

export const attention = new Attention();
