const TIME = { duration: 220, easing: 'cubic-bezier(.2, .7, .2, 1)' };
/** Nobody can follow more moves at once, or another so soon. */
const AT_MOST = 12;
const NOT_WITHIN = 500;

/**
 * Lets the items of a list glide from where they were to where they are, and new ones appear (First, Last, Invert,
 * Play); where somebody wants less motion, nothing moves.
 * @param {string} selector of the items
 * @param {string} attribute that tells one from another
 */
export function flipAnimation(selector, attribute) {
  let places = null;
  let lastAt = -Infinity;
  const items = (host) => [...host.querySelectorAll(selector)].map((item) => [item.getAttribute(attribute), item]);
  const place = (item) => item.getBoundingClientRect();
  const isWanted = () => performance.now() - lastAt > NOT_WITHIN && !matchMedia('(prefers-reduced-motion: reduce)').matches;

  return {
    /** Before the list is drawn again. @param {HTMLElement} host */
    before(host) {
      if (!places && isWanted()) places = new Map(items(host).map(([id, item]) => [id, place(item)]));
    },

    /** After it. @param {HTMLElement} host @param {(id: string) => boolean} isNew and not only scrolled into view */
    after(host, isNew) {
      const moves = places?.size ? movesOf(items(host).map(([id, item]) => [id, item, place(item)]), places, isNew) : [];
      places = null;
      if (moves.length === 0 || moves.length > AT_MOST) return;
      lastAt = performance.now();
      moves.forEach(([item, from]) => item.animate([from, {}], TIME));
    },

    /** Nothing was drawn after `before`. */
    forget() {
      places = null;
    },
  };
}

function movesOf(now, places, isNew) {
  const moves = [];
  for (const [id, item, to] of now) {
    const from = places.get(id);
    if (!to.height) continue;
    if (from?.height && Math.abs(from.top - to.top) > 1) moves.push([item, { transform: `translateY(${from.top - to.top}px)` }]);
    else if (!from && isNew(id)) moves.push([item, { opacity: 0, transform: 'translateY(-6px)' }]);
  }
  return moves;
}
