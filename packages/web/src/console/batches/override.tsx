import type { wire } from "@peerseal/sdk";
import { useQuery } from "@tanstack/react-query";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { registry } from "../../registry/registry.js";
import { hasRole } from "../../registry/session.js";
import type { PartProps } from "../parts/part.js";
import { stateWord } from "../parts/state-word.js";
import { TEXT as CONSOLE } from "../text.js";
import { TEXT } from "./text.js";

const MAY_KNOW: readonly wire.Role[] = ["officer", "admin", "auditor"];

/** Why a batch was issued although no review result stood, for those who may know. */
export function OverrideNote({ session, institution, number }: PartProps & { readonly number: number }) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { moment } = useFormat();
  const { data } = useQuery({
    queryKey: ["override", institution, number],
    queryFn: async () => (await registry.batches.override({ institution, number })).override,
    enabled: MAY_KNOW.some((role) => hasRole(session, role, institution)),
  });
  if (data == null) return null;
  const { quality, at, reason, by } = data;
  return (
    <section className="notice">
      <h2>{text("override")}</h2>
      <p>{text("overrideText", { state: common(stateWord(quality)), time: moment(at), reason })}</p>
      <p className="dim">{text("overrideWhere", { id: by.id })}</p>
    </section>
  );
}
