/** Cases that chance deals: who reads what, what is still open, and the text of a version. */
import type { Case, Vignette, VignetteCase, VignetteResponse } from "../wire.ts";
import { hand, type Version } from "./assign.ts";

/** One piece of a case; where the versions differ, so that these words can be marked. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** The text of a case in one version, in pieces. */
export function pieces({ text, phrases }: Case, version: Version): Piece[] {
  return text
    .split(/\[(\d+)\]/)
    .map((part, i) => (i % 2 === 1 ? { text: phrases[Number(part) - 1]?.[version] ?? "", differs: true } : { text: part, differs: false }))
    .filter((piece) => piece.text !== "");
}

export function told(case_: Case, version: Version): string {
  return pieces(case_, version)
    .map(({ text }) => text)
    .join("");
}

/** What somebody who takes part begins with: four cases dealt by this seed, and no answer yet. */
export function begun(pack: Vignette, seed: number): VignetteResponse {
  const { order, versions } = hand(seed);
  const cases = pack.cases.map(({ id }, place): [string, VignetteCase] => [id, { version: versions[place] ?? "a" }]);
  return { ...empty(pack, "taken"), seed, order: order.map((place) => pack.cases[place]?.id ?? ""), cases: Object.fromEntries(cases) };
}

/** Nothing that was rated: somebody only read, or took everything back. */
export function empty(pack: Vignette, part: NonNullable<VignetteResponse["part"]>): VignetteResponse {
  return { kind: "vignette", pack: pack.pack, version: pack.version, part, seed: 0, order: [], cases: {} };
}

/** The ids of what is not answered yet in one case; the line in own words is always free. */
export function open(pack: Vignette, { skipped, ratings = {}, step }: VignetteCase): string[] {
  if (skipped) return [];
  const left = pack.outcomes.filter(({ id }) => ratings[id] === undefined).map(({ id }) => id);
  return step == null ? [...left, "step"] : left;
}

/** The place, in reading order, of the first case that is not answered yet; the last one if all are. */
export function resumed(pack: Vignette, { order, cases }: VignetteResponse): number {
  const place = order.findIndex((id) => {
    const given = cases[id];
    return given !== undefined && open(pack, given).length > 0;
  });
  return place < 0 ? order.length - 1 : place;
}

/** Whether these are answers to this pack as it is, with a version for each of its cases. */
export function fits(pack: Vignette, { order, cases }: VignetteResponse): boolean {
  return order.length === pack.cases.length && pack.cases.every(({ id }) => order.includes(id) && cases[id] !== undefined);
}

export function titles(pack: Vignette, given: VignetteResponse, version: Version): string[] {
  return pack.cases.filter(({ id }) => given.cases[id]?.version === version).map(({ title }) => title);
}
