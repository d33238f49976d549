const TIME = { duration: 220, easing: 'cubic-bezier(.2, .7, .2, 1)' };

/**
 * Lets the items of a list glide from where they were to where they are, and new ones appear; where somebody wants
 * less motion, nothing moves.
 * @param {string} selector of the items
 * @param {string} attribute that tells one from another
 */
export function moving(selector, attribute) {
  let places = null;
  const items = (host) => new Map([...host.querySelectorAll(selector)].map((item) => [item.getAttribute(attribute), item]));
  const place = (item) => item.getBoundingClientRect();

  return {
    /** Before the list is drawn again. @param {HTMLElement} host */
    before(host) {
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      places = new Map([...items(host)].map(([id, item]) => [id, place(item)]));
    },

    /** After it. @param {HTMLElement} host */
    after(host) {
      if (!places?.size) return;
      for (const [id, item] of items(host)) glide(item, places.get(id), place(item));
      places = null;
    },
  };
}

function glide(item, from, to) {
  if (!to.height) return;
  if (!from) item.animate([{ opacity: 0, transform: 'translateY(-6px)' }, {}], TIME);
  else if (from.height && Math.abs(from.top - to.top) > 1) {
    item.animate([{ transform: `translateY(${from.top - to.top}px)` }, { transform: 'none' }], TIME);
  }
}
