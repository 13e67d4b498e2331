/** Lets a worker keep what was visited, once the page itself has come. */
const register = () =>
  navigator.serviceWorker?.register(new URL("../../sw.js", import.meta.url)).catch(() => {
    /* A browser may refuse; the site works without. */
  });

if (document.readyState === "complete") register();
else addEventListener("load", register);
