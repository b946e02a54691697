/** The book as Today's three sees it: skills by name, exercises by id, and where each stands. */
import type { ShelfMark, Skill, SkillName } from "../../wire.ts";
import { el } from "../el.ts";

export class Book {
  private readonly marks: ReadonlyMap<string, ShelfMark>;
  private readonly names: ReadonlyMap<Skill, SkillName>;

  constructor(
    readonly skills: readonly SkillName[],
    readonly shelf: readonly ShelfMark[],
    /** The way from this page to the top of the book. */
    private readonly root: string,
  ) {
    this.marks = new Map(shelf.map((mark) => [mark.id, mark]));
    this.names = new Map(skills.map((skill) => [skill.id, skill]));
  }

  mark(exercise: string): ShelfMark | null {
    return this.marks.get(exercise) ?? null;
  }

  label(skill: Skill): string {
    return this.names.get(skill)?.label ?? skill;
  }

  get labels(): ReadonlyMap<string, string> {
    return new Map(this.skills.map(({ id, label }) => [id, label]));
  }

  link({ id, page, title }: ShelfMark): HTMLElement {
    return el("a", { href: `${this.root}${page}#practice-${id}` }, title);
  }

  page(name: string, words: string): HTMLElement {
    return el("a", { href: `${this.root}${name}` }, words);
  }
}
