import { computed, signal } from './signals.js';
import { clock } from './clock.js';

const SECOND = 1_000;

/**
 * The time as pages show it: one clock for all that ticks. It stands still while nobody reads it, or while the page is
 * hidden.
 */
class Ticker {
  #interval = null;
  #ticks = signal(1, {
    watched: () => { this.#interval = setInterval(() => document.hidden || this.#tick(), SECOND); },
    unwatched: () => clearInterval(this.#interval),
  });

  #today = computed(() => new Date(this.now).setHours(0, 0, 0, 0));

  /** By the server's clock, in milliseconds since 1970; who reads it hears of each second. */
  get now() {
    return this.#ticks.value && clock.now();
  }

  /** When today began, in milliseconds since 1970; who reads it hears of each midnight. */
  get today() {
    return this.#today.value;
  }

  #tick() {
    this.#ticks.value++;
  }
}

export const ticker = new Ticker();
