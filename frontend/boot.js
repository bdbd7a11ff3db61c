// Starts the program. It is a file of its own because the Content Security Policy allows no
// script inside the page; the names of the two hashed files stand in the page's preload links.
// The reader's choice of light or dark is set first, so that nothing flashes.
const kept = localStorage.getItem("theme");
if (kept) document.documentElement.dataset.theme = kept;
const link = (selector) => document.head.querySelector(selector).href;
import(link('link[rel="modulepreload"]')).then((program) =>
  program.default({ module_or_path: link('link[rel="preload"][as="fetch"]') }),
);
// Opens without a network the next time, where the browser can (worker.js).
navigator.serviceWorker?.register("/worker.js").then(async () => {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage(performance.getEntriesByType("resource").map((entry) => entry.name));
}, console.warn);
