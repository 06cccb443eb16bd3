import { linkBytes, linkTo, MAX_QR_BYTES, type Opened } from "@peerseal/sdk";
import { useMemo } from "react";
import { encode } from "uqr";
import { useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import { WORDS } from "./words.js";

/** A link that holds the credential, and its code where phones can read it. */
export function Share({ opened }: { readonly opened: Opened }) {
  const text = useText(WORDS);
  const shared = useMemo(() => shareOf(opened), [opened]);
  if (shared === null) return <p>{text("shareJwt")}</p>;
  const { link, isShort } = shared;
  return (
    <>
      <p>{text("shareWarning")}</p>
      <div className="row">
        <input
          readOnly
          value={link}
          aria-label={text("share")}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Copy value={link} />
      </div>
      {isShort ? <Code link={link} /> : <p className="dim">{text("shareLong")}</p>}
    </>
  );
}

/** Null: a JWT, whose signature is over its own text. */
function shareOf({ credential, jwt, receipt }: Opened): { readonly link: string; readonly isShort: boolean } | null {
  if (jwt !== null) return null;
  const content = { schema: "peerseal.bundle/1", credential, receipt } as const;
  const page = `${location.origin}${location.pathname}`;
  return { link: linkTo(page, content), isShort: linkBytes(content) <= MAX_QR_BYTES };
}

/** Light around the code, without which readers do not find it. */
const QUIET = 4;

function Code({ link }: { readonly link: string }) {
  const text = useText(WORDS);
  const { data, size } = useMemo(() => encode(link, { ecc: "L", border: 0 }), [link]);
  const whole = size + 2 * QUIET;
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="code" viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`} role="img" aria-label={text("shareCode")}>
      <rect x={-QUIET} y={-QUIET} width={whole} height={whole} fill="#fff" />
      <path d={dark.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
