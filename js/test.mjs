// Runs the front end's tests under Node: TypeScript is compiled first, since Node 20 cannot read it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.slice(2);
const tests = readdirSync(join(here, "test"))
  .filter((name) => name.endsWith(".test.ts"))
  .filter((name) => named.length === 0 || named.some((part) => name.includes(part)));
if (tests.length === 0) {
  console.error("js/test: no test has that name. Leave the name out to run them all.");
  process.exit(1);
}

const out = join(here, "node_modules", ".cache", `powerwith-test-${process.pid}`);
mkdirSync(out, { recursive: true });
await build({
  entryPoints: tests.map((name) => join(here, "test", name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  define: { "import.meta.dirname": JSON.stringify(join(here, "test")) },
  logLevel: "warning",
});
const files = tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit" });
rmSync(out, { recursive: true, force: true });
process.exit(run.status ?? 1);
