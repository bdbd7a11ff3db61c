// Starts the program. It is a file of its own because the Content Security Policy allows no
// script inside the page; the names of the two hashed files stand in the page's preload links.
// The reader's choice of light or dark is set first, so that nothing flashes.
const kept = localStorage.getItem("theme");
if (kept) document.documentElement.dataset.theme = kept;
const link = (selector) => document.head.querySelector(selector).href;
import(link('link[rel="modulepreload"]')).then((program) =>
  program.default({ module_or_path: link('link[rel="preload"][as="fetch"]') }),
);
