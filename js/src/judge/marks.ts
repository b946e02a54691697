/** Cut a text at the edges of its marks, so that marks may touch and overlap. */

export interface Span {
  start: number;
  end: number;
}

export interface Stretch {
  text: string;
  /** Which spans cover it, which begin with it and which end with it, by their index. */
  covers: number[];
  begins: number[];
  ends: number[];
}

/** Positions are code points; a span that reaches past the text is cut to it. */
export function stretches(text: string, spans: readonly Span[]): Stretch[] {
  const points = Array.from(text);
  const inside = spans.map(({ start, end }) => ({
    start: Math.min(start, points.length),
    end: Math.min(end, points.length),
  }));
  const edges = [...new Set([0, points.length, ...inside.flatMap(({ start, end }) => [start, end])])];
  edges.sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => cut(points, inside, edges[at] ?? 0, to));
}

function cut(points: string[], spans: Span[], from: number, to: number): Stretch {
  const which = (test: (span: Span) => boolean) =>
    spans.flatMap((span, index) => (span.start < span.end && test(span) ? [index] : []));
  return {
    text: points.slice(from, to).join(""),
    covers: which((span) => span.start <= from && span.end >= to),
    begins: which((span) => span.start === from),
    ends: which((span) => span.end === to),
  };
}
