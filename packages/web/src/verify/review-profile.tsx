import { readPanel } from "../explore/panel.js";
import { VersionProfile } from "../explore/version-profile.js";
import { useText } from "../language/language.js";
import { useRead } from "../registry/registry.js";
import { REVIEW } from "./review-words.js";

/** What the panel of a round found, criterion by criterion, as the registry that serves the page has read it. */
export default function ReviewProfile({ round }: { readonly round: string }) {
  const text = useText(REVIEW);
  const panel = useRead(["panel", round], async (client) => readPanel(client, await client.rounds.get(round)));
  return (
    <>
      <p className="dim">{text("profileSource")}</p>
      <VersionProfile panel={panel} earlier={null} />
    </>
  );
}
