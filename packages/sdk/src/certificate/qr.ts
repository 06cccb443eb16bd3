import { encode } from "uqr";

/** A QR code as SVG path data in modules, without the quiet zone around it. */
export type Qr = { readonly modules: number; readonly path: string };

/** The code of a link; the more modules it has, the larger it must be printed. */
export function qrOf(link: string): Qr {
  const { data, size } = encode(link, { ecc: link.length > 300 ? "L" : "M", border: 0 });
  const runs = data.flatMap((row, y) => runsOf(row).map(({ from, to }) => `M${from} ${y}H${to}V${y + 1}H${from}Z`));
  return { modules: size, path: runs.join("") };
}

/** Dark modules side by side as one piece: between pieces some printers leave hairlines. */
function runsOf(row: readonly boolean[]): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last !== undefined && last.to === x) last.to = x + 1;
    else runs.push({ from: x, to: x + 1 });
  }
  return runs;
}
