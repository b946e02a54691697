// Holds the keys of an open journal for the moment in which one page of the course gives way to the next: in memory
// only, for half a minute at most, and only for the tab that brought them.
(() => {
  "use strict";
  const LONGEST = 30_000;
  const held = new Map();

  const hold = ({ ticket, given }) =>
    new Promise((done) => {
      held.set(ticket, given);
      setTimeout(() => {
        if (held.get(ticket) === given) held.delete(ticket);
        done();
      }, LONGEST);
    });

  addEventListener("install", () => skipWaiting());
  addEventListener("message", (event) => {
    const { type, ticket } = event.data;
    if (type === "hold") event.waitUntil(hold(event.data));
    if (type === "take") {
      event.ports[0].postMessage(held.get(ticket) ?? null);
      held.delete(ticket);
    }
    if (type === "forget") held.clear();
  });
})();
