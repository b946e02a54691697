// Served in place of the book's own worker while somebody edits: one installed by an earlier visit to this address
// would go on showing the pages it keeps.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const kept = (await caches.keys()).filter((name) => name.startsWith("powerwith-"));
  for (const name of kept) await caches.delete(name);
  const open = kept.length ? await clients.matchAll({ type: "window", includeUncontrolled: true }) : [];
  await registration.unregister();
  for (const page of open) page.navigate(page.url);
})()));
