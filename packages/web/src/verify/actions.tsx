import { type ReactNode, useState } from "react";
import { useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import type { Judged } from "./check.js";
import { cliCommands, curlCommand, type Repeated, sdkProgram } from "./commands.js";
import type { Place } from "./place.js";
import { Share } from "./share.js";
import { Tabs } from "./tabs.js";
import { WORDS } from "./words.js";

/** What can be done with a verdict: print it, share it, see it as data, make it again. */
export function Actions({
  judged,
  place,
  at,
}: {
  readonly judged: Judged;
  readonly place: Place;
  readonly at: number | null;
}) {
  const text = useText(WORDS);
  const { verdict, opened } = judged;
  return (
    <section className="actions" aria-labelledby="actions">
      <h3 id="actions">{text("actions")}</h3>
      <button type="button" onClick={() => window.print()}>
        {text("print")}
      </button>
      {opened === null ? null : (
        <Folded title={text("share")}>
          <Share opened={opened} />
        </Folded>
      )}
      <Folded title={text("repeat")}>
        <Repeat judged={judged} place={place} at={at} />
      </Folded>
      <Folded title={text("raw")}>
        <Raw verdict={verdict} />
      </Folded>
    </section>
  );
}

/**
 * What is folded away is made when it is opened first: packing a credential into a link takes a slow phone a while.
 * A click or Enter makes it at once, for the key that follows must find it; the event of the opening comes later, and
 * alone when the browser opens it, as its search in the page does.
 */
function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [wasOpened, setWasOpened] = useState(false);
  const open = () => setWasOpened(true);
  return (
    <details onToggle={open}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a control of its own, by keyboard too. */}
      <summary onClick={open}>{title}</summary>
      {wasOpened ? children : null}
    </details>
  );
}

function Raw({ verdict }: { readonly verdict: Judged["verdict"] }) {
  const raw = JSON.stringify(verdict, null, 2);
  return (
    <>
      <Copy value={raw} />
      <pre>{raw}</pre>
    </>
  );
}

function Repeat({ judged, place, at }: { readonly judged: Judged; readonly place: Place; readonly at: number | null }) {
  const text = useText(WORDS);
  // What was pasted or scanned has no file.
  const name = /\.\w+$/.test(judged.name) ? judged.name : null;
  const repeated: Repeated = {
    name,
    network: place.network,
    rpc: place.rpc,
    at,
    registry: place.hasRegistry ? location.origin : null,
  };
  const curl = curlCommand(repeated);
  const tab = (key: "cli" | "sdk" | "curl", code: string, note: string | null) => ({
    key,
    title: text(`repeat.${key}`),
    content: (
      <>
        {note === null ? null : <p>{note}</p>}
        <pre>{code}</pre>
        <Copy value={code} />
      </>
    ),
  });
  return (
    <>
      <p>{text("repeatNote")}</p>
      <Tabs
        label={text("repeat")}
        of={[
          tab("cli", cliCommands(repeated), null),
          tab("sdk", sdkProgram(repeated), null),
          ...(curl === null ? [] : [tab("curl", curl, text("curlNote"))]),
        ]}
      />
    </>
  );
}
