import { useCallback, useMemo, useState } from "react";
import { useNetwork } from "../app/network.js";

/** Where a person wants to have it checked, instead of where the registry says. Empty: as the registry says. */
export type OwnPlace = { readonly network: string; readonly rpc: string; readonly second: string };

/** Whom a check asks. `second`: an endpoint that must say the same. */
export type Place = {
  readonly network: string | null;
  readonly rpc: string | null;
  readonly second: string | null;
  /** Who named the endpoint, and whether that was at an earlier visit. */
  readonly from: "registry" | "earlier" | "own" | "nobody";
  /** Whether a registry served the page. */
  readonly hasRegistry: boolean;
};

const OWN = "peerseal.verify.place";
const EARLIER = "peerseal.verify.registry";
const NONE: OwnPlace = { network: "", rpc: "", second: "" };
const NETWORK = /^eip155:[1-9]\d{0,15}:0x[0-9a-f]{40}$/;

/** Whether a text is the id of a network. */
export function isNetworkId(text: string): boolean {
  return NETWORK.test(text);
}

/** Whether a text is an address that an endpoint can have. */
export function isEndpoint(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** An endpoint as it is shown: keys of hosted endpoints stand in its path and query. */
export function shownEndpoint(rpc: string): string {
  return URL.canParse(rpc) ? new URL(rpc).origin : rpc;
}

/**
 * Whom to ask; undefined until the registry has answered. Offline, the registry's word of an earlier visit counts: which
 * network somebody trusts does not change with the connection.
 */
export function usePlace(): {
  readonly place: Place | undefined;
  readonly own: OwnPlace;
  readonly choose: (own: OwnPlace) => void;
} {
  const told = useNetwork();
  const [own, setOwn] = useState<OwnPlace>(() => read(OWN) ?? NONE);
  const choose = useCallback((next: OwnPlace) => {
    keep(OWN, next);
    setOwn(next);
  }, []);
  // One place is one object: whoever checks by it does so again when it changes.
  const place = useMemo(
    () => (told === undefined ? undefined : placeOf(own, told, told === null ? read(EARLIER) : null)),
    [own, told],
  );
  return { place, own, choose };
}

/** Keeps where the registry's network is, for when it cannot be asked. */
export function rememberPlace({ network, rpc, from }: Place): void {
  if (from === "registry" && network !== null && rpc !== null) keep(EARLIER, { network, rpc, second: "" });
}

/** @param told by the registry; null: there is none. @param earlier as it was told before */
export function placeOf(
  own: OwnPlace,
  told: { readonly network: string; readonly rpc: string | null } | null,
  earlier: OwnPlace | null,
): Place {
  const orNull = (text: string | undefined) => (text === undefined || text === "" ? null : text);
  const network = orNull(own.network) ?? told?.network ?? orNull(earlier?.network);
  const registered = told?.rpc ?? orNull(earlier?.rpc);
  const rpc = orNull(own.rpc) ?? registered;
  const from = own.rpc !== "" ? "own" : rpc === null ? "nobody" : told?.rpc == null ? "earlier" : "registry";
  return { network, rpc, second: orNull(own.second), from, hasRegistry: told !== null };
}

function read(name: string): OwnPlace | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const textOf = (member: string) => {
      const text = new Map<string, unknown>(Object.entries(value)).get(member);
      return typeof text === "string" ? text : "";
    };
    return { network: textOf("network"), rpc: textOf("rpc"), second: textOf("second") };
  } catch {
    // No storage, or not what was put there: as if nothing had been chosen.
    return null;
  }
}

function keep(name: string, place: OwnPlace): void {
  try {
    localStorage.setItem(name, JSON.stringify(place));
  } catch {
    // The choice then lasts as long as the page.
  }
}
