/** Zones without value as lines or dots of their own: patterns would be printed as large images. */

interface Hatch {
  id: string;
  /** The path hatched. */
  inside: string;
  wide: number;
  high: number;
}

const STEP = 5;

/** Slanting lines: withheld for secrecy. */
export function LineHatch({ id, inside, wide, high }: Hatch) {
  const lines = steps(-high, wide).map((x) => `M${x} ${high}L${x + high} 0`);
  return <Clipped id={id} inside={inside} class="hatch-line" drawn={lines.join('')} />;
}

/** Dots: not available. */
export function DotHatch({ id, inside, wide, high }: Hatch) {
  const dots = steps(0, high).flatMap((y, row) => steps(row % 2 === 0 ? 0 : STEP / 2, wide).map((x) => `M${x} ${y}h0`));
  return <Clipped id={id} inside={inside} class="hatch-dots" drawn={dots.join('')} />;
}

function Clipped({ id, inside, drawn, class: kind }: { id: string; inside: string; drawn: string; class: string }) {
  return (
    <>
      <clipPath id={id}>
        <path d={inside} />
      </clipPath>
      <path class={kind} clip-path={`url(#${id})`} d={drawn} />
      <path class="hatch-edge" d={inside} />
    </>
  );
}

const steps = (from: number, to: number): number[] =>
  Array.from({ length: Math.ceil((to - from) / STEP) + 1 }, (_, index) => from + index * STEP);
