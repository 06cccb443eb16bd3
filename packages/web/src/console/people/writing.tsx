import type { Client } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { Fault } from "../../app/fault.js";
import { useText } from "../../language/language.js";
import { Copy } from "../../parts/copy.js";
import { writing } from "../../registry/registry.js";
import { mayHaveWorked } from "../parts/may-have-worked.js";
import { TEXT } from "./text.js";

/** A write of the session: sent again after a lost answer, it is the same write. */
export function useWrite(institution: number) {
  const queries = useQueryClient();
  const client = useRef<{ readonly wish: string; readonly of: Client } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  /** @param wish what is meant, by which a repetition is known. @returns null where it failed; `error` says why. */
  const write = async <T,>(wish: string, work: (client: Client) => Promise<T>): Promise<T | null> => {
    if (client.current?.wish !== wish) client.current = { wish, of: writing() };
    setBusy(true);
    setError(null);
    try {
      const answer = await work(client.current.of);
      client.current = null;
      await queries.invalidateQueries({ queryKey: ["access", institution] });
      return answer;
    } catch (caught) {
      if (!mayHaveWorked(caught)) client.current = null;
      setError(caught);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { write, isBusy, fault: error === null ? null : <Fault error={error} /> };
}

/** Something that is shown this once. */
export function Secret({
  title,
  hint,
  value,
  onDone,
}: {
  readonly title: string;
  readonly hint: string;
  readonly value: string;
  readonly onDone: () => void;
}): ReactNode {
  const text = useText(TEXT);
  return (
    <section className="secret" role="status">
      <h3>{title}</h3>
      <p>
        <code>{value}</code> <Copy value={value} />
      </p>
      <p className="hint">{hint}</p>
      <button type="button" className="second" onClick={onDone}>
        {text("done")}
      </button>
    </section>
  );
}
