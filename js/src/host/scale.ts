/** The script of pages on which people rate their own practice. */
import { scale } from "../view/scale.ts";
import { register } from "./kinds.ts";

const root = document.documentElement.dataset["content_root"] ?? "";
const links = { standing: `${root}book/where-i-stand.html`, now: `${root}book/self-assessment.html` };

register("scale", ((desk, exercise) => scale(desk, exercise as never, links)) as Parameters<typeof register>[1]);
