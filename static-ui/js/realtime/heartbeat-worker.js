// Keeps time for pages in the background: there Chrome runs a page's own timers once a minute, a worker's on time.
const running = new Map();

onmessage = ({ data: { id, ms, repeat, stop } }) => {
  if (stop) {
    clearInterval(running.get(id));
    running.delete(id);
    return;
  }
  running.set(id, repeat
    ? setInterval(() => postMessage(id), ms)
    : setTimeout(() => { running.delete(id); postMessage(id); }, ms));
};
