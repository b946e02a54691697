/** The script of pages where somebody writes in own words: a hint when something may name somebody. */
import { watch } from "../view/identifies.ts";
import { hintRules } from "./privacy.ts";

watch(hintRules);
