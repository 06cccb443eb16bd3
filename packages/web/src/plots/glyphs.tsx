/** A mark of a plot; told apart by its shape as well as its colour. */
export type Shape = "dot" | "diamond" | "square" | "bar";

/** A mark at a place in per cent of the width, and in pixels from the top. */
export function Glyph({ shape, x, y }: { readonly shape: Shape; readonly x: number; readonly y: number }) {
  return (
    <svg x={`${x}%`} y={y} width="1" height="1" overflow="visible" className={`glyph ${shape}`} aria-hidden="true">
      {SHAPES[shape]}
    </svg>
  );
}

const SHAPES = {
  dot: <circle r="6" />,
  diamond: <path d="M0 -7 L7 0 L0 7 L-7 0 Z" />,
  square: <rect x="-5" y="-5" width="10" height="10" />,
  bar: <path d="M0 -11 V11" />,
} as const;

/** What a mark means, beside the mark. */
export function Legend({ of }: { readonly of: readonly (readonly [Shape | "interval", string])[] }) {
  return (
    <ul className="legend">
      {of.map(([shape, meaning]) => (
        <li key={meaning}>
          <svg width="24" height="24" aria-hidden="true">
            {shape === "interval" ? (
              <line className="interval" x1="2" x2="22" y1="12" y2="12" />
            ) : (
              <Glyph shape={shape} x={50} y={12} />
            )}
          </svg>
          {meaning}
        </li>
      ))}
    </ul>
  );
}
