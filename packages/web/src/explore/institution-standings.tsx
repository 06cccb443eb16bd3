import type { wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Moment } from "../parts/moment.js";
import { TEXT } from "./institution-text.js";
import { Member, StandingTag } from "./pieces.js";
import { GROUND } from "./words.js";

/** How the standing of a member changed, and on which ground. */
export function Standings({ of }: { readonly of: readonly wire.StandingEntry[] }) {
  const text = useText(TEXT);
  return (
    <section aria-labelledby="standings">
      <h2 id="standings">{text("standings")}</h2>
      <ol>
        {of.map((entry) => (
          <li key={entry.sequence}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({
  entry: { standing, since, ground, successor, document, appeal, recorded },
}: {
  readonly entry: wire.StandingEntry;
}) {
  const text = useText(TEXT);
  const grounds = useText(GROUND);
  const { moment } = useFormat();
  return (
    <>
      <Moment at={since} />: <StandingTag standing={standing} /> ({text("ground")}: {grounds(ground ?? "none")})
      {successor === null ? null : (
        <>
          {" "}
          · {text("successor")} <Member id={successor} />
        </>
      )}
      {appeal === null ? null : <> · {text("appealed", { at: moment(appeal.at) })}</>}
      <HowRecorded recorded={recorded}>
        {document === null ? null : (
          <p>
            {text("reasons")}: <Hash value={document} />
          </p>
        )}
      </HowRecorded>
    </>
  );
}
