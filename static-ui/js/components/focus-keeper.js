/**
 * Where the element that has the focus is taken away, the focus goes to what took its place: the same item elsewhere
 * (a ticket that has moved to another queue), else the nearest part of the page around it that is still there. Without
 * this a keyboard would begin again at the top of the page.
 */
export function keepFocus() {
  let last = null;
  const look = (gone) => {
    // a browser may leave the focus for a while on what is hidden
    const lost = last && [document.body, last.element].includes(document.activeElement);
    if (!lost || !gone(last.element)) return;
    const { item, around } = last;
    last = null;
    const link = item && document.querySelector(`[data-id="${CSS.escape(item)}"] a`);
    const home = link && isThere(link) ? link : around.find(isThere) ?? document.querySelector('main');
    home?.focus({ preventScroll: true });
  };
  document.addEventListener('focusin', ({ target }) => {
    last = { element: target, item: target.closest('[data-id]')?.dataset.id, around: placesAround(target) };
  });
  // pressing the page's ground takes the focus away on purpose
  document.addEventListener('pointerdown', () => { last = null; }, true);
  new MutationObserver(() => look((element) => !element.isConnected)).observe(document.body, { childList: true, subtree: true });
  // on a phone a press can show another pane; what is hidden by that loses the focus a frame later
  const later = () => requestAnimationFrame(() => requestAnimationFrame(() => look((element) => !isThere(element))));
  addEventListener('hashchange', later);
  document.addEventListener('click', later);
}

function isThere(element) {
  return element.isConnected && element.checkVisibility();
}

/** What can take the focus, from the inside out. */
function placesAround(element) {
  const places = [];
  for (let place = element.parentElement; place; place = place.parentElement) if (place.hasAttribute('tabindex')) places.push(place);
  return places;
}
