// Before the first paint, so that no page flashes in the other colours; base/theme.js does the rest.
try {
  const wish = JSON.parse(localStorage.getItem('stompdesk.theme'));
  if (wish) document.documentElement.dataset.theme = wish;
} catch { /* closed to us: like the system */ }
