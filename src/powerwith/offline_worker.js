// The service worker of the book. `BOOK` stands above: the digest of the whole book, and of each of its files.
// One version is kept whole: pages and scripts of two versions never mix. A new one is fetched beside the old,
// takes over as soon as it is complete, and is what the next page comes from.
const OURS = `powerwith-${new URL(registration.scope).pathname}-`;
const CACHE = OURS + BOOK.version;
const DIGEST = "x-powerwith-digest";

const address = (path) => new URL(path, registration.scope).href;

async function digestOf(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The response is made anew to carry its digest, and no redirect, which a browser refuses for a page.
async function fetched(path, digest, cache) {
  const response = await fetch(address(path), { cache });
  if (!response.ok) throw new Error(`${path}: the host answered ${response.status}.`);
  const content = await response.arrayBuffer();
  if ((await digestOf(content)) !== digest) return null;
  const headers = new Headers(response.headers);
  headers.set(DIGEST, digest);
  return new Response(content, { status: 200, headers });
}

// A cache on the way, or a host in the middle of an update, may still hand out the old file: better no new version
// than half of one. What the browser itself has kept is asked about first, and passed over if it is not the one.
async function take(cache, olds, [path, digest]) {
  for (const old of olds) {
    const same = await old.match(address(path));
    if (same && same.headers.get(DIGEST) === digest) return cache.put(address(path), same);
  }
  const fresh = (await fetched(path, digest, "no-cache")) ?? (await fetched(path, digest, "reload"));
  if (!fresh) throw new Error(`${path}: this is another version of the file.`);
  return cache.put(address(path), fresh);
}

async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  const olds = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(BOOK.files).map((file) => take(cache, olds, file)));
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const url = new URL(request.url);
  const bare = url.origin + url.pathname;
  const tries = bare.endsWith("/") ? [`${bare}index.html`] : [bare, `${bare}.html`];
  for (const one of tries) {
    const found = await cache.match(one);
    if (found) return found;
  }
  return fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});
