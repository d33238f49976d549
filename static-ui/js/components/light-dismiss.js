/**
 * Closes what is open when somebody presses elsewhere, or Escape.
 * @param {HTMLElement} element
 * @param {(how: {byKey: boolean}) => void} close
 * @returns {() => void} takes the listeners off
 */
export function lightDismiss(element, close) {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener('pointerdown', (event) => element.contains(event.target) || close({ byKey: false }), { signal });
  addEventListener('keydown', (event) => event.key === 'Escape' && close({ byKey: true }), { signal });
  return () => listening.abort();
}
