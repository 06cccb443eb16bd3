import type { wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Tag } from "../parts/tag.js";
import { TEXT } from "./institution-text.js";
import { Scroll } from "./pieces.js";
import { KEY_PURPOSE } from "./words.js";

/** Who may sign for an institution, for what, and when. */
export function InstitutionKeys({ keys }: { readonly keys: readonly wire.Key[] }) {
  const text = useText(TEXT);
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{text("keys")}</h2>
      <p>{text("keysText")}</p>
      <Scroll label={text("keys")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("key")}</th>
              <th scope="col">{text("may")}</th>
              <th scope="col">{text("window")}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={`${key.key}-${key.recorded.block}`} of={key} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function KeyRow({ of: { key, purposes, from, until, compromisedSince, recorded } }: { readonly of: wire.Key }) {
  const text = useText(TEXT);
  const purpose = useText(KEY_PURPOSE);
  const { moment } = useFormat();
  const now = Date.now() / 1000;
  const state =
    compromisedSince === null ? (until !== null && until <= now ? "over" : from > now ? "later" : "now") : "over";
  return (
    <tr>
      <th scope="row">
        <Hash value={key} />
        <HowRecorded recorded={recorded} />
      </th>
      <td>
        <ul className="plain-list">
          {purposes.map((one) => (
            <li key={one}>{purpose(one)}</li>
          ))}
        </ul>
      </td>
      <td>
        <Tag tone={compromisedSince === null ? (state === "now" ? "good" : "plain") : "bad"}>{text(state)}</Tag>{" "}
        {until === null
          ? text("always", { from: moment(from) })
          : text("window_", { from: moment(from), until: moment(until) })}
        {compromisedSince === null ? null : <p>{text("compromised", { at: moment(compromisedSince) })}</p>}
      </td>
    </tr>
  );
}
