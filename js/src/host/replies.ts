/** The script of pages with a reply task on them. */
import { replies } from "../view/replies.ts";
import { register } from "./kinds.ts";
import { reviewRules } from "./privacy.ts";

const root = document.documentElement.dataset["content_root"] ?? "";
const around = { rules: reviewRules, ratePage: `${root}book/rate-replies.html` };

register("replies", ((desk, exercise) => replies(desk, exercise as never, around)) as Parameters<typeof register>[1]);
