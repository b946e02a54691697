/** The script of pages with a conversation on them. */
import { conversation } from "../view/conversation.ts";
import { register } from "./kinds.ts";

register("conversation", conversation as Parameters<typeof register>[1]);
