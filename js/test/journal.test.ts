import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { surroundings } from "../src/journal/surroundings.ts";
import { listenTo, rewrite, said, textOf, until, World } from "./journal-world.ts";

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

const EXERCISE = "brown-envelope";
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("nothing touches the browser before the question is answered", async () => {
  const journal = world.page();
  const heard = listenTo(journal);
  journal.keep(rewrite("What happened?"));
  await later(30);
  assert.equal(heard.last(), "unasked");
  assert.deepEqual(world.storage.all(), []);
  assert.deepEqual(await world.indexedDB.databases(), []);
  assert.equal(textOf((await journal.entries(EXERCISE))[0]), "What happened?");
  assert.equal(journal.unsaved(), true);
});

test("own device writes at once what was in memory", async () => {
  const journal = world.page();
  const heard = listenTo(journal);
  journal.keep(rewrite("first", { attempt: 1 }));
  journal.keep(rewrite("second", { attempt: 2 }));
  await journal.choose("own");
  assert.deepEqual((await world.raw()).map(({ seq }) => seq).sort(), [1, 2]);
  assert.equal(heard.last(), "saved");
  assert.deepEqual(world.storage.all("powerwith:draft:"), []);
  assert.deepEqual((await journal.all()).map(textOf), ["first", "second"]);
});

test("the answer is kept, and the next page does not ask", async () => {
  await world.own();
  assert.equal(world.page().mode(), "own");
});

test("shared device keeps a flag in the session and nothing else", async () => {
  const journal = world.page();
  journal.keep(rewrite("What happened?"));
  const heard = listenTo(journal);
  await journal.choose("shared");
  journal.keep(rewrite("Tell me more"));
  await later(30);
  assert.equal(heard.last(), "memory");
  assert.deepEqual(world.storage.all(), []);
  assert.deepEqual(await world.indexedDB.databases(), []);
  assert.equal((await journal.all()).length, 2);
  assert.equal(journal.unsaved(), true);
  journal.backedUp();
  assert.equal(journal.unsaved(), false);
});

test("a draft stands in storage before keep returns", async () => {
  const journal = await world.own();
  journal.keep(rewrite("last key"));
  const [key] = world.storage.all("powerwith:draft:");
  assert.match(world.storage.getItem(key!)!, /last key/);
});

test("a draft goes once its write is acknowledged", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("hello"));
  await heard.saved();
  assert.deepEqual(world.storage.all("powerwith:draft:"), []);
  assert.equal((await world.raw()).length, 1);
});

test("typing on is one record whose revision rises", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  const entry = rewrite("h");
  for (const text of ["h", "he", "hel", "hello"]) {
    journal.keep(said(entry, text));
    await later(10);
  }
  await heard.saved();
  const [record, ...more] = await world.raw();
  assert.equal(more.length, 0);
  assert.ok(Number(record!.rev) >= 2);
  assert.equal(textOf((await journal.all())[0]), "hello");
});

test("text typed while a write is on its way is written too", async () => {
  const journal = await world.own({ wait: 0 });
  const entry = rewrite("a");
  for (let i = 1; i <= 40; i++) {
    journal.keep(said(entry, "a".repeat(i)));
    await later(0);
  }
  await until(async () => textOf((await journal.all())[0]) === "a".repeat(40) && world.storage.all("powerwith:draft:").length === 0, "all is written");
  assert.equal((await world.raw()).length, 1);
});

test("an entry with an outcome is written without waiting", async () => {
  const journal = await world.own({ wait: 60_000, longest: 60_000 });
  const heard = listenTo(journal);
  journal.keep(rewrite("What happened?", { outcome: { effect: "helps" } }));
  await heard.saved();
});

test("steady typing is written all the same", async () => {
  const journal = await world.own({ wait: 40, longest: 80 });
  const entry = rewrite("");
  const end = Date.now() + 400;
  for (let i = 0; Date.now() < end; i++) {
    journal.keep(said(entry, "x".repeat(i)));
    await later(5);
  }
  assert.equal((await world.raw()).length, 1);
});

test("order on the device rises whatever the clock says", async () => {
  let year = 2030;
  const journal = await world.own({ now: () => new Date(Date.UTC(year--, 1, 1)) });
  const heard = listenTo(journal);
  for (const [i, text] of ["one", "two", "three"].entries()) {
    journal.keep(rewrite(text, { attempt: i + 1 }));
    await heard.saved();
    await until(async () => (await world.raw()).length === i + 1, "written");
  }
  assert.deepEqual((await journal.all()).map((entry) => [entry.seq, textOf(entry)]), [[1, "one"], [2, "two"], [3, "three"]]);
});

test("a draft left behind is put back at the next opening", async () => {
  const first = await world.own({ wait: 60_000, longest: 60_000 });
  first.keep(rewrite("typed and closed"));
  first.close();
  const second = world.page();
  assert.equal(textOf((await second.entries(EXERCISE))[0]), "typed and closed");
  assert.equal((await world.raw()).length, 1);
  assert.deepEqual(world.storage.all("powerwith:draft:"), []);
});

test("a draft newer than its entry takes its place", async () => {
  const first = await world.own();
  const heard = listenTo(first);
  const entry = rewrite("one long sentence");
  first.keep(entry);
  await heard.saved();
  const [kept] = await first.entries(EXERCISE);
  const second = world.page({ wait: 60_000, longest: 60_000 });
  await second.entries(EXERCISE);
  second.keep(said(kept!, "shorter"));
  second.close();
  const third = world.page();
  assert.deepEqual((await third.all()).map(textOf), ["shorter"]);
});

test("a draft on an older revision is kept beside the entry", async () => {
  const first = await world.own();
  const heard = listenTo(first);
  const entry = rewrite("one");
  first.keep(entry);
  await heard.saved();
  const gone = world.page({ wait: 60_000, longest: 60_000, channel: () => null });
  const [kept] = await gone.entries(EXERCISE);
  gone.keep(said(kept!, "from the page that died"));
  gone.close();
  first.keep(said(entry, "two"));
  await heard.saved();
  const third = world.page();
  assert.deepEqual((await third.all()).map(textOf).sort(), ["from the page that died", "two"]);
});

test("two tabs with two entries keep both", async () => {
  const [a, b] = [await world.own(), await world.own()];
  const heardA = listenTo(a);
  const heardB = listenTo(b);
  a.keep(rewrite("in a"));
  b.keep(rewrite("in b"));
  await Promise.all([heardA.saved(), heardB.saved()]);
  assert.deepEqual((await a.all()).map(textOf).sort(), ["in a", "in b"]);
  assert.deepEqual(new Set((await a.all()).map(({ seq }) => seq)).size, 2);
});

test("two tabs on one entry keep both texts and tell", async () => {
  const a = await world.own();
  const heardA = listenTo(a);
  const entry = rewrite("start");
  a.keep(entry);
  await heardA.saved();
  const b = world.page();
  const heardB = listenTo(b);
  const [same] = await b.entries(EXERCISE);
  a.keep(said(entry, "what a wrote"));
  b.keep(said(same!, "what b wrote"));
  await until(async () => (await world.raw()).length === 2, "both are there");
  await until(() => [...heardA.events, ...heardB.events].some(({ type }) => type === "other"), "one of them is told");
  assert.deepEqual((await b.all()).map(textOf).sort(), ["what a wrote", "what b wrote"]);
  assert.equal((await b.entries(EXERCISE)).length, 1, "the other version is no attempt of its own");
});

test("the other version is told again after a reload", async () => {
  const a = await world.own();
  const heardA = listenTo(a);
  const entry = rewrite("start");
  a.keep(entry);
  await heardA.saved();
  const b = world.page({ channel: () => null });
  const heardB = listenTo(b);
  const [same] = await b.entries(EXERCISE);
  a.keep(said(entry, "what a wrote"));
  await heardA.saved();
  b.keep(said(same!, "what b wrote"));
  await heardB.saved();
  const c = world.page();
  const heardC = listenTo(c);
  await c.entries(EXERCISE);
  await until(() => heardC.events.some((event) => event.type === "other" && textOf(event.entry) === "what a wrote"), "told");
  assert.equal(textOf((await c.entries(EXERCISE))[0]), "what b wrote");
});

test("the same conflict twice keeps the other text once", async () => {
  const a = await world.own();
  const heardA = listenTo(a);
  const entry = rewrite("start");
  a.keep(entry);
  await heardA.saved();
  const b = world.page({ channel: () => null });
  const [same] = await b.entries(EXERCISE);
  for (const round of [1, 2]) {
    a.keep(said(entry, "what a wrote"));
    await heardA.saved();
    b.keep(said(same!, `what b wrote ${round}`));
    await until(async () => (await b.all()).some((each) => textOf(each) === `what b wrote ${round}`), "b is written");
  }
  const texts = (await b.all()).map(textOf);
  assert.equal(texts.filter((text) => text === "what a wrote").length, 1);
});

test("typing on with what another tab wrote is no conflict", async () => {
  const a = await world.own();
  const heardA = listenTo(a);
  const entry = rewrite("start");
  a.keep(entry);
  await heardA.saved();
  const b = world.page();
  const [same] = await b.entries(EXERCISE);
  b.keep(said(same!, "start and more"));
  await until(async () => textOf((await a.all())[0]) === "start and more", "b is written");
  a.keep(said(entry, "start and more, and more"));
  await until(async () => textOf((await a.all())[0]) === "start and more, and more", "a is written");
  assert.equal((await world.raw()).length, 1);
});

test("200 saves from two tabs to entries of their own lose none", async () => {
  const [a, b] = [await world.own({ wait: 0 }), await world.own({ wait: 0 })];
  for (let i = 0; i < 100; i++) {
    a.keep(rewrite(`a${i}`, { exercise: "in-a" }));
    b.keep(rewrite(`b${i}`, { exercise: "in-b" }));
  }
  await until(async () => (await world.raw()).length === 200, "all are written");
  const seqs = (await a.all()).map(({ seq }) => seq);
  assert.equal(new Set(seqs).size, 200);
});

test("another tab hears that something was kept", async () => {
  const [a, b] = [await world.own(), await world.own()];
  const heard = listenTo(b);
  a.keep(rewrite("seen from b"));
  await until(() => heard.events.some((event) => event.type === "entries" && textOf(event.entries[0]) === "seen from b"), "heard");
});

test("a database that comes back short is told, and stays told until answered", async () => {
  const journal = await world.own();
  for (let i = 0; i < 3; i++) journal.keep(rewrite(`text ${i}`));
  await until(async () => (await world.raw()).length === 3, "written");
  await until(() => world.storage.all("powerwith:draft:").length === 0, "settled");
  journal.close();
  world.indexedDB = new IDBFactory();
  const after = world.page();
  assert.deepEqual((await after.status()).lost, { had: 3, found: 0 });
  const heard = listenTo(after);
  for (let i = 0; i < 6; i++) after.keep(rewrite(`more ${i}`));
  await heard.saved();
  await until(async () => (await world.raw()).length === 6, "written");
  assert.deepEqual((await world.page().status()).lost, { had: 3, found: 0 }, "six new entries do not hide the loss");
  after.accept();
  assert.equal((await world.page().status()).lost, null);
});

test("an entry deleted by the learner is no loss", async () => {
  const journal = await world.own();
  for (let i = 0; i < 3; i++) journal.keep(rewrite(`text ${i}`));
  await until(async () => (await world.raw()).length === 3, "written");
  await journal.remove((await journal.all())[0]!.id);
  assert.equal((await world.raw()).length, 2);
  assert.equal((await world.page().status()).lost, null);
});

test("order goes on where the lost database was", async () => {
  const journal = await world.own();
  for (let i = 0; i < 3; i++) journal.keep(rewrite(`text ${i}`));
  await until(async () => (await world.raw()).length === 3, "written");
  journal.close();
  world.indexedDB = new IDBFactory();
  const after = world.page();
  after.keep(rewrite("later"));
  await until(async () => (await after.all())[0]?.seq === 4, "seq goes on");
});

test("local storage lost, database kept: the answer to the question is found again", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("still here"));
  await heard.saved();
  journal.close();
  world.storage.clear();
  const after = world.page();
  assert.equal(textOf((await after.entries(EXERCISE))[0]), "still here");
  assert.equal(after.mode(), "own");
});

test("from own to shared: the next session is asked again", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("kept"));
  await heard.saved();
  await journal.choose("shared");
  journal.close();
  const next = world.page();
  await next.ready;
  assert.equal(next.mode(), "unasked");
  assert.deepEqual(await next.all(), []);
});

test("a full local storage does not stop the database", async () => {
  const journal = await world.own();
  world.storage.full = true;
  const heard = listenTo(journal);
  journal.keep(rewrite("written all the same"));
  await heard.saved();
  assert.equal((await world.raw()).length, 1);
});

test("a local storage that throws does not stop the database", async () => {
  const broken = new Proxy({} as Storage, {
    get() {
      throw new DOMException("no", "SecurityError");
    },
  });
  const journal = await world.own({ storage: broken });
  const heard = listenTo(journal);
  journal.keep(rewrite("written all the same"));
  await heard.saved();
  assert.equal((await world.raw()).length, 1);
});

test("a database that is refused leaves memory, and words that say so", async () => {
  const refuse = { open: () => { throw new DOMException("no", "SecurityError"); } } as unknown as IDBFactory;
  const journal = world.page({ indexedDB: refuse });
  await journal.ready;
  const heard = listenTo(journal);
  journal.keep(rewrite("only here"));
  assert.equal(heard.last(), "memory");
  assert.equal((await journal.status()).shut, "blocked");
  assert.equal(textOf((await journal.entries(EXERCISE))[0]), "only here");
  assert.equal(journal.unsaved(), true);
});

/** A database that opens only after so many milliseconds. */
function slow(milliseconds: number): IDBFactory {
  const open = (name: string, version?: number) => {
    const request = world.indexedDB.open(name, version);
    return Object.defineProperty(request, "onsuccess", {
      set: (heard: (event: Event) => void) =>
        request.addEventListener("success", (event) => setTimeout(() => heard.call(request, event), milliseconds)),
    });
  };
  return { open } as unknown as IDBFactory;
}

async function keptBefore(): Promise<void> {
  const before = await world.own();
  const heard = listenTo(before);
  before.keep(rewrite("kept last week"));
  await heard.saved();
  before.close();
}

test("a backup waits for a slow database longer than a page does", async () => {
  await keptBefore();
  const journal = world.page({ indexedDB: slow(120), patience: 20 });
  assert.deepEqual(await journal.all(), []);
  const { text, isWhole } = await journal.backup();
  assert.match(text, /kept last week/);
  assert.equal(isWhole, true);
});

test("a backup that could not have everything says so", async () => {
  await keptBefore();
  const journal = world.page({ indexedDB: slow(300), patience: 10, longPatience: 30 });
  assert.equal((await journal.backup()).isWhole, false);
});

test("a backup of what may not be kept is whole: there is no more", async () => {
  const journal = world.page();
  await journal.choose("shared");
  journal.keep(rewrite("only here"));
  const { text, isWhole } = await journal.backup();
  assert.match(text, /only here/);
  assert.equal(isWhole, true);
});

for (const shut of ["file", "frame"] as const) {
  test(`a ${shut} keeps in memory even where the learner said own device`, async () => {
    await world.own();
    const journal = world.page({ shut });
    const heard = listenTo(journal);
    journal.keep(rewrite("only here"));
    await later(20);
    assert.equal(heard.last(), "memory");
    assert.deepEqual(await world.raw(), []);
    assert.deepEqual(world.storage.all("powerwith:draft:"), []);
  });
}

test("no room: not saved, said so, and tried again until there is", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("earlier"));
  await heard.saved();
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
  try {
    journal.keep(rewrite("no room for this", { attempt: 2 }));
    await until(() => heard.last() === "failed", "failed");
    assert.equal(journal.unsaved(), true);
    assert.equal((await journal.entries(EXERCISE)).length, 2, "both texts are still there to see");
    assert.equal(world.storage.all("powerwith:draft:").length, 1);
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  await heard.saved();
  assert.equal((await world.raw()).length, 2);
  assert.equal(journal.unsaved(), false);
});

test("a connection that breaks is opened again and the save repeated", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("one"));
  await heard.saved();
  const transaction = IDBDatabase.prototype.transaction;
  let failures = 0;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
    if (failures++ < 1) throw new DOMException("closing", "InvalidStateError");
    return transaction.apply(this, args);
  };
  try {
    journal.keep(rewrite("two", { attempt: 2 }));
    await until(() => failures > 1 && heard.last() === "saved", "saved in spite of it");
  } finally {
    IDBDatabase.prototype.transaction = transaction;
  }
  assert.ok(!heard.states().includes("failed"));
  assert.equal((await world.raw()).length, 2);
});

test("a newer version of the store: read, not written, and said so", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("from before"));
  await heard.saved();
  journal.close();
  (await world.connect(7)).close();
  const old = world.page();
  const told = listenTo(old);
  assert.equal(textOf((await old.entries(EXERCISE))[0]), "from before");
  assert.match((await old.backup()).text, /from before/);
  old.keep(rewrite("typed in the old page", { attempt: 2 }));
  assert.equal(told.last(), "memory");
  assert.equal((await old.status()).shut, "newer");
  assert.equal((await world.raw()).length, 1);
});

test("an old page steps aside for a newer one and keeps its draft", async () => {
  const old = await world.own();
  const heard = listenTo(old);
  old.keep(rewrite("one"));
  await heard.saved();
  (await world.connect(7)).close();
  await until(() => old.shut() === "stale", "stepped aside");
  old.keep(rewrite("typed afterwards", { attempt: 2 }));
  assert.equal(heard.last(), "failed");
  assert.equal(world.storage.all("powerwith:draft:").length, 1);
});

test("a record that cannot be read stays, is counted, and hides no other", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("readable"));
  await heard.saved();
  const broken = { id: "not-a-uuid", exercise: EXERCISE, seq: 9, rev: 3, v: 1, body: { kind: "rewrite", response: 7 } };
  await world.put(broken);
  const after = world.page();
  assert.deepEqual((await after.all()).map(textOf), ["readable"]);
  assert.equal((await after.status()).aside, 1);
  assert.deepEqual(await after.aside(), [broken]);
  assert.equal((await world.raw()).length, 2);
});

test("a draft that cannot be read stays and is counted", async () => {
  await world.own();
  world.storage.setItem("powerwith:draft:nonsense:1", "{not json");
  const after = world.page();
  assert.equal((await after.status()).aside, 1);
  assert.equal(world.storage.getItem("powerwith:draft:nonsense:1"), "{not json");
});

test("a text over the limit is not saved, is said so, and keeps its draft", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("x".repeat(20_001)));
  await later(40);
  assert.equal(heard.last(), "failed");
  assert.deepEqual(await world.raw(), []);
  assert.equal(world.storage.all("powerwith:draft:").length, 1);
});

test("keys named __proto__ or constructor change nobody", async () => {
  const journal = await world.own();
  const heard = listenTo(journal, "constructor");
  const fields = JSON.parse('{"constructor": "a", "1": "b"}') as Record<string, string>;
  journal.keep({ ...rewrite(""), exercise: "constructor", kind: "reflection", response: { kind: "reflection", fields } });
  await heard.saved();
  const [entry] = await journal.entries("constructor");
  assert.deepEqual(entry!.response, { kind: "reflection", fields: { "1": "b", constructor: "a" }, skipped: false });
  assert.equal(({} as Record<string, unknown>).a, undefined);
});

test("control characters go and half characters are replaced on the way in", async () => {
  const journal = await world.own();
  const heard = listenTo(journal);
  journal.keep(rewrite("a\u0000b\u001bc\td\ne\ud800f\u{1f642}"));
  await heard.saved();
  assert.equal(textOf((await journal.all())[0]), "abc\td\ne\ufffdf\u{1f642}");
});

test("clear leaves nothing here, forgets other tabs, and spares what is not ours", async () => {
  world.storage.setItem("someone-else", "stays");
  const [a, b] = [await world.own(), await world.own()];
  const heard = listenTo(b);
  a.keep(rewrite("gone"));
  b.keep(rewrite("gone too"));
  await until(async () => (await world.raw()).length === 2, "written");
  b.keep(rewrite("on its way"));
  assert.equal(await a.clear(), true);
  await later(50);
  assert.deepEqual(world.storage.all(), ["someone-else"]);
  assert.deepEqual(await world.indexedDB.databases(), []);
  assert.deepEqual(await b.all(), []);
  assert.equal(b.mode(), "unasked");
  assert.ok(heard.events.some((event) => event.type === "entries" && event.entries.length === 0));
  assert.equal((await world.page().status()).lost, null);
});

test("what a page has not written yet can be forgotten", async () => {
  const journal = await world.own({ wait: 40 });
  journal.keep(rewrite("never mind"));
  journal.forgetDrafts();
  await later(80);
  assert.deepEqual(world.storage.all("powerwith:draft:"), []);
  assert.deepEqual(await world.raw(), []);
});

test("the reminder counts from the first write without a backup", async () => {
  let day = 1;
  const journal = await world.own({ now: () => new Date(Date.UTC(2026, 0, day)) });
  const heard = listenTo(journal);
  journal.keep(rewrite("one"));
  await heard.saved();
  day = 7;
  journal.keep(rewrite("two"));
  await until(async () => (await world.raw()).length === 2, "written");
  assert.match((await journal.status()).since!, /^2026-01-01/);
  journal.backedUp();
  assert.equal((await journal.status()).since, null);
  assert.match((await journal.status()).lastBackup!, /^2026-01-07/);
});

test("the browser is asked once to keep the store, after the first entry", async () => {
  let asked = 0;
  const persist = async () => (asked++, true);
  const journal = await world.own({ persist });
  const heard = listenTo(journal);
  assert.equal(asked, 0);
  journal.keep(rewrite("one"));
  await heard.saved();
  journal.keep(rewrite("two", { attempt: 2 }));
  await heard.saved();
  await until(async () => (await journal.status()).persisted === true, "answered");
  assert.equal(asked, 1);
});

test("each of two tabs is told of the text that is not its own", async () => {
  const a = await world.own();
  const heardA = listenTo(a);
  const entry = rewrite("start");
  a.keep(entry);
  await heardA.saved();
  const b = world.page();
  const heardB = listenTo(b);
  const [same] = await b.entries(EXERCISE);
  a.keep(said(entry, "what a wrote"));
  b.keep(said(same!, "what b wrote"));
  const told = (heard: typeof heardA) => heard.events.flatMap((event) => (event.type === "other" ? [textOf(event.entry)] : []));
  await until(() => told(heardA).length > 0 && told(heardB).length > 0, "both are told");
  assert.deepEqual([told(heardA), told(heardB)], [["what b wrote"], ["what a wrote"]]);
});

/** Notes every key that is filled in, and fails so many writes with an error of that name. */
function filling(name: string, failures: number): { keys: string[]; end: () => void } {
  const put = IDBObjectStore.prototype.put;
  const keys: string[] = [];
  let left = failures;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    if (this.name === "entries" && left-- > 0) throw new DOMException("no", name);
    if (String(key).startsWith("filler")) keys.push(String(key));
    return put.call(this, value, key);
  };
  return { keys, end: () => (IDBObjectStore.prototype.put = put) };
}

for (const [name, fillers] of [
  ["UnknownError", 80],
  ["QuotaExceededError", 0],
] as const) {
  test(`after a write that failed with ${name}, ${fillers || "no"} fillers go before the next and none stay`, async () => {
    const watched = filling(name, 1);
    try {
      const journal = await world.own();
      const heard = listenTo(journal);
      journal.keep(rewrite("refused at first"));
      await heard.saved();
      journal.keep(rewrite("and another", { attempt: 2 }));
      await until(async () => (await world.raw()).length === 2, "both are there");
      assert.equal(watched.keys.length, fillers, "once, and only where half a write may lie");
    } finally {
      watched.end();
    }
    assert.equal((await world.raw("meta")).length, 2, "the order and the answer to the question");
  });
}

test("a page that was killed while somebody wrote is made good by the next, one that ended is not", async () => {
  const watched = filling("", 0);
  try {
    world.storage.setItem("powerwith:mode", "own");
    world.storage.setItem("powerwith:open:killed", "1");
    const next = world.page();
    next.keep(rewrite("after the kill"));
    await until(async () => (await world.raw()).length === 1, "it is there");
    assert.equal(watched.keys.length, 80);
    assert.deepEqual(world.storage.all("powerwith:open:killed"), []);
  } finally {
    watched.end();
  }
});

test("a draft for which there is no room at the next opening is shown, and said not to be saved", async () => {
  const before = await world.own({ wait: 60_000, longest: 60_000 });
  before.keep(rewrite("typed and never written"));
  const watched = filling("UnknownError", 1000);
  try {
    const next = world.page();
    const heard = listenTo(next);
    await until(() => heard.last() === "failed", "failed");
    assert.equal(next.shut(), null, "what was kept before can still be read");
    assert.equal(textOf((await next.entries(EXERCISE))[0]), "typed and never written");
    watched.end();
    await heard.saved();
    assert.equal((await world.raw()).length, 1);
  } finally {
    watched.end();
  }
});

test("a page that is told twice that all was cleared loads anew once, and not from within", async () => {
  let times = 0;
  const before = Object.getOwnPropertyDescriptor(globalThis, "location");
  Object.defineProperty(globalThis, "location", { value: { protocol: "https:", reload: () => times++ }, configurable: true });
  try {
    surroundings().startAfresh();
    surroundings().startAfresh();
    assert.equal(times, 0);
    await later(5);
    assert.equal(times, 1);
  } finally {
    if (before) Object.defineProperty(globalThis, "location", before);
    else Reflect.deleteProperty(globalThis, "location");
  }
});
