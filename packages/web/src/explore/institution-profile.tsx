import type { InstitutionDocument, wire } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { Localized } from "../parts/localized.js";
import { Address } from "./address.js";
import { PROVEN } from "./document-words.js";
import { documentOf } from "./documents.js";
import { TEXT } from "./institution-text.js";
import { Member } from "./pieces.js";
import { TEXT as SHARED } from "./text.js";

/** What the institution says of itself; its digest stands on the chain. */
export function InstitutionProfile({ detail }: { readonly detail: wire.InstitutionDetail }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const profile = documentOf("peerseal.institution/1", detail.profile);
  // A document of an earlier time may lack what a later one must have.
  const isWhole = profile !== null && Array.isArray(profile.names);
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{text("profile")}</h2>
      {isWhole ? <Profile of={profile} /> : <p>{shared("unpublished")}</p>}
      <p className="dim">
        {shared("digest")}: <Hash value={detail.profileDigest} />
      </p>
    </section>
  );
}

function Profile({ of }: { readonly of: InstitutionDocument }) {
  const text = useText(TEXT);
  const proven = useText(PROVEN);
  const { recordsKeeper } = of;
  return (
    <>
      <Facts
        of={[
          [
            text("names"),
            <ul key="names" className="plain-list">
              {of.names.map((name) => (
                <li key={`${name.language} ${name.text}`} lang={name.language}>
                  {name.text}
                </li>
              ))}
            </ul>,
          ],
          [text("legalForm"), <Localized key="form" of={of.legalForm} />],
          [text("website"), of.website === null ? null : <Address key="site" of={of.website} />],
          [
            text("identifiers"),
            of.identifiers.length === 0 ? null : (
              <ul key="identifiers" className="plain-list">
                {of.identifiers.map(({ scheme, value, proven: how }) => (
                  <li key={`${scheme} ${value}`}>
                    {scheme} {value} <span className="dim">({proven(how.how)})</span>
                  </li>
                ))}
              </ul>
            ),
          ],
          [text("appeals"), <Address key="appeals" of={of.appeals} />],
          [
            text("recordsKeeper"),
            <span key="keeper">
              {recordsKeeper.institution === null ? (
                <Localized of={recordsKeeper.name} />
              ) : (
                <Member id={recordsKeeper.institution} />
              )}{" "}
              <Address of={recordsKeeper.contact} />
            </span>,
          ],
        ]}
      />
      {of.externalQuality.length === 0 ? null : (
        <>
          <h3>{text("external")}</h3>
          <p>{text("externalText")}</p>
          <ul>
            {of.externalQuality.map(({ authority, kind, result, from, source }) => (
              <li key={`${authority} ${kind} ${from}`}>
                {authority}: {kind}, {result} ({from.slice(0, 10)}) <Address of={source} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
