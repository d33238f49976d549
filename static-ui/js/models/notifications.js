import { reactive } from '../base/signals.js';
import { storage } from '../base/browser-storage.js';
import { playSound } from './notification-sound.js';

const ONE_SOUND = 1_500;

/**
 * Tells somebody who looks elsewhere: with a sound, with a notification of their system. Each only where it was asked
 * for. Of several tabs one makes the sound.
 */
class Notifications {
  #wantsDesktop = storage.get('desktop') ?? false;
  /** The system's notifications that are still there, by what they are about. @type {Map<string, Notification>} */
  #shown = new Map();

  constructor() {
    reactive(this, {
      sound: storage.get('sound') ?? false,
      desktop: this.#mayUseDesktop(),
      /** The browser was asked for notifications, and said no. */
      denied: false,
    });
  }

  /** @param {boolean} on */
  wantSound(on) {
    this.sound = on;
    storage.set('sound', on || null);
    // lets them hear what it is like, and the browser know that they want it
    if (on) playSound();
  }

  /** @param {boolean} on */
  async wantDesktop(on) {
    this.#wantsDesktop = on;
    storage.set('desktop', on || null);
    this.denied = on && await globalThis.Notification?.requestPermission() !== 'granted';
    this.desktop = this.#mayUseDesktop();
  }

  /** @param {{title: string, text: string, about: string, open: () => void}} news `about`: a later one about the same takes its place */
  async notify({ title, text, about, open }) {
    if (!document.hidden && document.hasFocus()) return;
    if (this.desktop) this.#show(title, text, about, open);
    if (this.sound) await inOneTab(playSound);
  }

  /** Takes back what the system still shows: it names people and quotes what they wrote. */
  closeAll() {
    this.#shown.forEach((notification) => notification.close());
    this.#shown.clear();
  }

  #mayUseDesktop() {
    return this.#wantsDesktop && globalThis.Notification?.permission === 'granted';
  }

  #show(title, body, tag, open) {
    try {
      const notification = new Notification(title, { body, tag, icon: '/img/favicon.svg' });
      this.#shown.set(tag, notification);
      notification.onclose = () => {
        // a later one about the same closes this one
        if (this.#shown.get(tag) === notification) this.#shown.delete(tag);
      };
      notification.onclick = () => {
        window.focus();
        open();
        notification.close();
      };
    } catch { /* some phones let only service workers notify */ }
  }
}

/** Where tabs can agree, the first one does it, and the others that want the same just now do not. */
async function inOneTab(work) {
  if (!navigator.locks) return work();
  await navigator.locks.request('stompdesk.sound', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    work();
    await new Promise((resolve) => setTimeout(resolve, ONE_SOUND));
  });
}

export const notifications = new Notifications();
