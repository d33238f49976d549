import { computed, signal } from '../base/signals.js';
import { inOrder } from './ticket-order.js';

/** Up to so many changes are made one by one. With more, everything is sorted. */
const FEW = 50;

/**
 * Tickets in an order. They are sorted when somebody reads the list. In between, thousands can come and go at little
 * cost, as they do while a list arrives and after a laptop's sleep.
 */
export class SortedTickets {
  #placeOf;
  /** By id. @type {Map<string, import('./ticket-order.js').Place>} */
  #members = new Map();
  /** In order, as the list was read last. @type {import('./ticket-order.js').Place[]} */
  #places = [];
  /** Since then. @type {import('./ticket-order.js').Place[]} */
  #added = [];
  /** Since then. @type {import('./ticket-order.js').Place[]} */
  #removed = [];
  #changes = signal(0);
  #list = computed(() => this.#changes.value >= 0 && this.#sorted().map(({ ticket }) => ticket));

  /** @param {(ticket: object) => import('./ticket-order.js').Place} placeOf */
  constructor(placeOf) {
    this.#placeOf = placeOf;
  }

  /** In order; another array when something has changed. @returns {object[]} */
  get list() {
    return this.#list.value;
  }

  get size() {
    return this.#members.size;
  }

  /** @param {object} ticket */
  add(ticket) {
    const place = this.#placeOf(ticket);
    this.#members.set(ticket.id, place);
    this.#added.push(place);
    this.#changes.value = this.#changes.peek() + 1;
  }

  /** @param {string} id */
  delete(id) {
    const place = this.#members.get(id);
    if (!place) return;
    this.#members.delete(id);
    this.#removed.push(place);
    this.#changes.value = this.#changes.peek() + 1;
  }

  #sorted() {
    const added = this.#added.filter((place) => this.#isMember(place));
    const few = added.length + this.#removed.length <= FEW;
    this.#places = few ? this.#moved(added) : this.#sortedAnew(added);
    this.#added = [];
    this.#removed = [];
    return this.#places;
  }

  #moved(added) {
    const places = [...this.#places];
    for (const place of this.#removed) {
      const index = indexOf(places, place);
      // it may have come and gone since the list was read last
      if (places[index] === place) places.splice(index, 1);
    }
    for (const place of added) places.splice(indexOf(places, place), 0, place);
    return places;
  }

  #sortedAnew(added) {
    const stayed = this.#removed.length ? this.#places.filter((place) => this.#isMember(place)) : this.#places;
    return [...stayed, ...added].sort(inOrder);
  }

  #isMember(place) {
    return this.#members.get(place.id) === place;
  }
}

/** The index of a place, or where it belongs. */
function indexOf(places, place) {
  let low = 0;
  for (let high = places.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (inOrder(places[middle], place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
