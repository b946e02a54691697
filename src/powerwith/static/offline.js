// Lets the book be kept for reading without a network: registers sw.js at the book's root.
(() => {
  "use strict";
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || location.protocol === "file:" || connection?.saveData) return;
  const root = new URL(document.documentElement.dataset.content_root, location.href);

  // While somebody writes the course, pages must come fresh from the server.
  const followsEdits = () => document.querySelector('script[src^="/__live.js"]') !== null;

  const start = async () => {
    if (followsEdits()) return (await serviceWorker.getRegistration(root))?.unregister();
    return serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
  };
  // Refused by the browser's settings: the book then needs the network, as before.
  addEventListener("load", () => start().catch(() => {}));
})();
