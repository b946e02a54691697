/** The script of pages with cases that chance deals. */
import { vignette } from "../view/vignette.ts";
import { register } from "./kinds.ts";

register("vignette", vignette as Parameters<typeof register>[1]);
