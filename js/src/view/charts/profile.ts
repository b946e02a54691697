/** One rating: a dot for every part. */
import type { Profile } from "../../judge/standing.ts";
import { across, dot, figure, NONE, rowsOn, table } from "./frame.ts";

export function profile({ axis, parts, total, when, says }: Profile): HTMLElement {
  const rows = parts.map(({ label, mean }) => ({
    label,
    end: mean?.shown ?? "no mean",
    marks: (y: number) => (mean ? [dot(across(mean.exact, axis.answers), y, "full")] : []),
  }));
  const chart = rowsOn({ title: `${axis.title}: ${when.words}`, answers: axis.answers, rows, name: "profile" });
  const cells = parts.map(({ label, mean, answered }) => [label, mean?.shown ?? NONE, String(answered)]);
  const answered = parts.reduce((sum, part) => sum + part.answered, 0);
  const caption = `Means from 0 to ${axis.answers.length - 1}: ${when.words}`;
  const all = [...cells, ["Total", total?.shown ?? NONE, String(answered)]];
  return figure(says, chart, table(caption, ["Part", "Mean", "Items answered"], all));
}
