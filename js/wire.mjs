// Writes src/wire.ts from schema/*.json: `npm run wire`, or `node wire.mjs --out FILE` to compare with it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const here = dirname(fileURLToPath(import.meta.url));
const schemas = join(here, "..", "schema");

// Lists of words that deserve a name of their own, told by their first word.
const NAMES = {
  CONFRONT: "HarmCode",
  AFFIRM: "HelpCode",
  PRAISE_GENERAL: "NoticeCode",
  helps: "Effect",
  recognise: "Rung",
  ask: "Skill",
  tax: "Setting",
};
const named = {};

// A title on every property would make a named type of every string, and a fixed pair is written the older way.
function plain(node, isDefinition = false) {
  if (Array.isArray(node)) return node.map((each) => plain(each));
  if (node === null || typeof node !== "object") return node;
  const name = Array.isArray(node.enum) ? NAMES[node.enum[0]] : undefined;
  if (name) {
    named[name] = { type: "string", enum: node.enum };
    return { $ref: `#/$defs/${name}` };
  }
  const { title, prefixItems, discriminator, ...rest } = node;
  if (prefixItems) Object.assign(rest, { items: prefixItems, additionalItems: false });
  const made = {};
  for (const [key, value] of Object.entries(rest)) {
    if (["properties", "$defs"].includes(key)) {
      made[key] = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each, key === "$defs")]));
    } else if (key === "minItems" || key === "maxItems") {
      if (prefixItems) made[key] = value;
    } else {
      made[key] = key === "const" || key === "enum" || key === "default" ? value : plain(value);
    }
  }
  return isDefinition && title ? { title, ...made } : made;
}

// All formats in one go, so that a shape used by two of them is written once.
function together() {
  const defs = {};
  for (const name of readdirSync(schemas)
    .filter((each) => each.endsWith(".json"))
    .sort()) {
    const { $schema, $id, $defs = {}, ...root } = JSON.parse(readFileSync(join(schemas, name), "utf8"));
    Object.assign(defs, $defs);
    if (root.title && !root.$ref) defs[root.title] = root;
  }
  const made = plain({ $defs: defs });
  Object.assign(made.$defs, named);
  return made;
}

const text = await compile({ ...together(), type: "object", additionalProperties: false }, "Wire", {
  bannerComment: "// Made from schema/*.json by `make regen`. Change src/powerwith/model instead.",
  additionalProperties: false,
  unreachableDefinitions: true,
  style: { printWidth: 110 },
});
const at = process.argv.indexOf("--out");
const out = at < 0 ? join(here, "src", "wire.ts") : resolve(process.argv[at + 1]);
const aliases = `
export type Response = Entry["response"];
export type Code = HarmCode | HelpCode;
export type MarkCode = Finding["code"];
`;
// The compiler notes where each shape came from; that is the same for all of them.
const noted = /^ *\*( This interface was referenced by .*| via the `.*)\n/gm;
const clean = text
  .replace(noted, "")
  .replace(/\n *\* *(?=\n *\*\/)/g, "")
  .replace(/^ *\/\*\*\n *\*\/\n/gm, "");
writeFileSync(out, clean.replace(/\n*export interface Wire \{\}\n/, "\n") + aliases);
