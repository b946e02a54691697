/** The coach's script, which comes late beside its rules: pages answer choices and sorts long before it is there. */
import { coach } from "../judge/reader.ts";

(globalThis as { powerwithCoach?: typeof coach }).powerwithCoach = coach;
