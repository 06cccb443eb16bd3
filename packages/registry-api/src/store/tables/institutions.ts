import type { Ground, Hex, Kind, Standing } from "@peerseal/sdk";
import type { ChainRow } from "./chain-row.js";

type Institution = ChainRow & {
  institution: number;
  name: string;
  domain: string;
  country: string;
  kind: Kind;
  profileDigest: Hex;
};

type Key = ChainRow & {
  institution: number;
  key: Hex;
  purposes: number;
  fromAt: number;
  /** 0: open. */
  untilAt: number;
  data: Hex;
};

export type InstitutionTables = {
  institutions: Institution;
  standings: ChainRow & {
    institution: number;
    sequence: number;
    standing: Standing;
    successor: number;
    recordsKeeper: number;
    /** `none` at admission. */
    ground: Ground;
    document: Hex;
  };
  standingAppeals: ChainRow & { institution: number; sequence: number; document: Hex };
  profiles: ChainRow & { institution: number; sequence: number; profileDigest: Hex };
  keys: Key;
  keyRetirements: ChainRow & { institution: number; key: Hex; untilAt: number };
  keyCompromises: ChainRow & { institution: number; key: Hex; sinceAt: number };
  /** View. */
  institutionsNow: Institution & {
    standing: Standing;
    standingSinceAt: number;
    successor: number;
    recordsKeeper: number;
    currentProfileDigest: Hex;
  };
  /** View; `endsAt` 0: open, `compromisedSinceAt` 0: not reported. */
  keysNow: Key & { endsAt: number; compromisedSinceAt: number };
};
