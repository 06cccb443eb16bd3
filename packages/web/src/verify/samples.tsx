import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "../language/language.js";
import type { Given } from "./given.js";
import { TEXT } from "./text.js";

const SAMPLES = ["good", "revoked", "altered"] as const;
const fileOf = (sample: (typeof SAMPLES)[number]) => `${sample}.peerseal.json`;

/** Files to try, where the registry has them. */
export function Samples({ onFile }: { readonly onFile: (file: Given) => void }) {
  const text = useText(TEXT);
  const [isGone, setIsGone] = useState(false);
  const { data = [] } = useQuery({ queryKey: ["samples"], queryFn: listSamples, staleTime: Number.POSITIVE_INFINITY });
  const there = SAMPLES.filter((sample) => data.includes(fileOf(sample)));
  if (there.length === 0) return null;
  const take = async (name: string) => {
    try {
      const response = await fetch(`/samples/${name}`);
      if (!response.ok) throw new TypeError(`It answered ${response.status}.`);
      setIsGone(false);
      onFile({ name, content: new File([await response.blob()], name) });
    } catch {
      setIsGone(true);
    }
  };
  return (
    <div className="samples row">
      <span>{text("samples")}</span>
      {there.map((sample) => (
        <button key={sample} type="button" className="second" onClick={() => void take(fileOf(sample))}>
          {text(`sample.${sample}`)}
        </button>
      ))}
      {isGone ? <p role="alert">{text("sampleGone")}</p> : null}
    </div>
  );
}

async function listSamples(): Promise<readonly string[]> {
  try {
    const response = await fetch("/samples", { headers: { accept: "application/json" } });
    const told: unknown = response.ok ? await response.json() : null;
    if (typeof told !== "object" || told === null || !("samples" in told) || !Array.isArray(told.samples)) return [];
    return told.samples.filter((name: unknown) => typeof name === "string");
  } catch {
    return [];
  }
}
