import type { ContractName } from "../core/actions.js";
import type { Address } from "../core/types.js";
import type { Abis } from "./abi.js";
import type { PlainArgs } from "./plain.js";

/** Contracts that tell what happened; of policies there may be many. */
export type EventContract = ContractName | "policy";

type EventItem<C extends EventContract> = Extract<Abis[C][number], { readonly type: "event" }>;

/**
 * One event of a contract. Integers up to 64 bits are numbers, larger ones decimal strings, enums their number, bytes
 * and addresses lowercase hex, structs objects; a trailing underscore of a name is left out.
 */
export type ChainEvent = {
  [C in EventContract]: EventItem<C> extends infer E
    ? E extends { readonly name: infer N extends string; readonly inputs: infer I extends readonly Input[] }
      ? { readonly contract: C; readonly address: Address; readonly event: N; readonly args: PlainArgs<I> }
      : never
    : never;
}[EventContract];
type Input = { readonly type: string; readonly name: string };

/** Names of all events. */
export type ChainEventName = ChainEvent["event"];

/** The event of this name. */
export type ChainEventOf<N extends ChainEventName> = Extract<ChainEvent, { readonly event: N }>;
