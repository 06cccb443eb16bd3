import type { Kysely } from "kysely";
import type { Config } from "../../config.js";
import type { Tables } from "../../store/tables.js";

/** `ok`: as it should be; `warn`: works, and somebody should look; `fail`: does not work. */
export type Level = "ok" | "warn" | "fail";

/** What one check found. `fix`: a command or setting; null where nothing is to be done. */
export type Finding = {
  readonly check: string;
  readonly level: Level;
  readonly message: string;
  readonly fix: string | null;
};

/** What a check says; its name is added where it is run. */
export type Said = Omit<Finding, "check">;

export const ok = (message: string): Said => ({ level: "ok", message, fix: null });
export const warn = (message: string, fix: string): Said => ({ level: "warn", message, fix });
export const fail = (message: string, fix: string): Said => ({ level: "fail", message, fix });

/** Which network the settings mean. */
export type Place = { readonly network: string; readonly rpcUrls: readonly string[] };

/** What checks look at. Whatever could not be had is null, and the checks that need it say so. */
export type Patient = {
  readonly config: Config | null;
  /** What is wrong with the settings; null: nothing. */
  readonly configFault: { readonly message: string; readonly fix: string } | null;
  readonly place: Place | null;
  readonly db: Kysely<Tables> | null;
  /** Why there is no database; null: there is one. */
  readonly databaseFault: string | null;
  /** Asks one endpoint, by its place in the list. */
  readonly ask: (endpoint: number, method: string, params: readonly unknown[]) => Promise<unknown>;
  /** The account that pays, from the keystore; null: there is none. @throws PeersealError `config-invalid` */
  readonly relayer: () => Promise<string | null>;
  /** Unix seconds. */
  readonly now: () => number;
  readonly nodeVersion: string;
};

/** One check. `needs` names what must be there for it to be run. */
export type Check = {
  readonly name: string;
  readonly needs: readonly ("config" | "database" | "chain")[];
  readonly run: (patient: Patient) => Promise<readonly Said[]>;
};

/** The settings, where `needs` holds them. */
export function configOf({ config }: Patient): Config {
  if (config === null) throw new TypeError("The check needs the settings.");
  return config;
}

/** The database, where `needs` holds it. */
export function dbOf({ db }: Patient): Kysely<Tables> {
  if (db === null) throw new TypeError("The check needs the database.");
  return db;
}

/** A quantity of JSON-RPC as a number. @throws TypeError for anything else */
export function quantity(value: unknown): number {
  if (typeof value !== "string" || !/^0x[0-9a-f]+$/i.test(value)) throw new TypeError("The answer is no number.");
  return Number(value);
}

/** A member of an answer that is an object; undefined where it is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
