// Builds the committed bundles: `npm run build`, or `node build.mjs --out FOLDER` to compare with them.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

// Pages load classic scripts, since browsers refuse modules from file://. anywidget wants a module.
const BUNDLES = [
  { name: "core", entry: "src/host/page.ts", format: "iife" },
  { name: "coach", entry: "src/host/coach.ts", format: "iife" },
  { name: "lock", entry: "src/host/lock.ts", format: "iife" },
  { name: "conversation", entry: "src/host/conversation.ts", format: "iife" },
  { name: "planner", entry: "src/host/planner.ts", format: "iife" },
  { name: "scale", entry: "src/host/scale.ts", format: "iife" },
  { name: "replies", entry: "src/host/replies.ts", format: "iife" },
  { name: "vignette", entry: "src/host/vignette.ts", format: "iife" },
  { name: "rate", entry: "src/host/rate-page.ts", format: "iife" },
  { name: "identifies", entry: "src/host/identifies.ts", format: "iife" },
  { name: "journal", entry: "src/host/journal-page.ts", format: "iife" },
  { name: "standing", entry: "src/host/standing-page.ts", format: "iife" },
  { name: "today", entry: "src/host/today-page.ts", format: "iife" },
  { name: "portfolio", entry: "src/host/portfolio-page.ts", format: "iife" },
  { name: "share", entry: "src/host/share-page.ts", format: "iife" },
  { name: "local", entry: "src/host/local.ts", format: "iife" },
  { name: "slides", entry: "src/host/slides.ts", format: "iife" },
  { name: "widget", entry: "src/host/widget.ts", format: "esm" },
  { name: "picker", entry: "src/host/picker.ts", format: "esm" },
];

function folder(args) {
  const at = args.indexOf("--out");
  return at < 0 ? join(here, "..", "src", "powerwith", "static") : resolve(args[at + 1]);
}

async function bundle({ name, entry, format }, out) {
  await build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(out, `${name}.js`),
    bundle: true,
    minify: true,
    format,
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    banner: { js: "/*! Power With, MIT licence. Made from js/ by `make regen`. */" },
    logLevel: "warning",
  });
  const text = readFileSync(join(out, `${name}.js`));
  const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(6);
  console.log(`${name.padEnd(13)}${kB(text.length)} kB  ${kB(gzipSync(text, { level: 9 }).length)} kB gzip`);
}

const out = folder(process.argv.slice(2));
for (const each of BUNDLES) {
  if (existsSync(join(here, each.entry))) await bundle(each, out);
}
