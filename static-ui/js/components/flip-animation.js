const TIME = { duration: 220, easing: 'cubic-bezier(.2, .7, .2, 1)' };

/**
 * Lets the items of a list glide from where they were to where they are, and new ones appear (First, Last, Invert,
 * Play); where somebody wants less motion, nothing moves.
 * @param {string} selector of the items
 * @param {string} attribute that tells one from another
 */
export function flipAnimation(selector, attribute) {
  let places = null;
  const items = (host) => new Map([...host.querySelectorAll(selector)].map((item) => [item.getAttribute(attribute), item]));
  const place = (item) => item.getBoundingClientRect();

  return {
    /** Before the list is drawn again. @param {HTMLElement} host */
    before(host) {
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      places ??= new Map([...items(host)].map(([id, item]) => [id, place(item)]));
    },

    /** After it. @param {HTMLElement} host @param {(id: string) => boolean} isNew and not only scrolled into view */
    after(host, isNew) {
      if (places?.size) {
        const now = [...items(host)].map(([id, item]) => [id, item, place(item)]);
        for (const [id, item, to] of now) glide(item, places.get(id), to, isNew(id));
      }
      places = null;
    },
  };
}

function glide(item, from, to, isNew) {
  if (!to.height) return;
  if (!from && isNew) item.animate([{ opacity: 0, transform: 'translateY(-6px)' }, {}], TIME);
  else if (from?.height && Math.abs(from.top - to.top) > 1) {
    item.animate([{ transform: `translateY(${from.top - to.top}px)` }, { transform: 'none' }], TIME);
  }
}
