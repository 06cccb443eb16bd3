import type { Hex, Part } from "@peerseal/sdk";
import type { ChainRow } from "./chain-row.js";

type Version = ChainRow & {
  version: Hex;
  course: Hex;
  descriptorDigest: Hex;
  previous: Hex;
  minor: boolean;
  publisher: number;
};

export type CourseTables = {
  courses: ChainRow & { course: Hex; institution: number; code: string };
  courseParts: ChainRow & {
    course: Hex;
    institution: number;
    part: Part;
    change: "invited" | "accepted" | "inherited" | "ended";
    /** From whom it was inherited; null otherwise. */
    predecessor: number | null;
  };
  versions: Version;
  versionRetirements: ChainRow & { version: Hex; teachOutUntilAt: number; byInstitution: number };
  rubrics: ChainRow & { rubric: Hex; publisher: number; digest: Hex; headerLow: string; headerHigh: string };
  /** View; `retiredAt` 0: not retired. */
  versionsNow: Version & { retiredAt: number; teachOutUntilAt: number };
  /** View; `fromAt` 0: invited only, `untilAt` 0: open. */
  coursePartiesNow: {
    course: Hex;
    institution: number;
    part: Part;
    fromAt: number;
    untilAt: number;
    position: number;
  };
};
