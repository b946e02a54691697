/** The script of pages with a planner on them. */
import { planner } from "../view/planner.ts";
import { register } from "./kinds.ts";

register("planner", planner as Parameters<typeof register>[1]);
