import { Interface } from "ethers";
import { ICourseRegistry__factory as Courses } from "./generated/factories/interfaces/ICourseRegistry__factory.js";
import { ICredentialRegistry__factory as Credentials } from "./generated/factories/interfaces/ICredentialRegistry__factory.js";
import { IFollowUpRegistry__factory as FollowUps } from "./generated/factories/interfaces/IFollowUpRegistry__factory.js";
import { IInstitutionAccount__factory as Account } from "./generated/factories/interfaces/IInstitutionAccount__factory.js";
import { IInstitutionRegistry__factory as Institutions } from "./generated/factories/interfaces/IInstitutionRegistry__factory.js";
import { INetworkDirectory__factory as Directory } from "./generated/factories/interfaces/INetworkDirectory__factory.js";
import { IQualityPolicy__factory as Policy } from "./generated/factories/interfaces/IQualityPolicy__factory.js";
import { IRoundRegistry__factory as Rounds } from "./generated/factories/interfaces/IRoundRegistry__factory.js";
import { IRubricRegistry__factory as Rubrics } from "./generated/factories/interfaces/IRubricRegistry__factory.js";
import { IVerificationLens__factory as Lens } from "./generated/factories/interfaces/IVerificationLens__factory.js";

/** ABI of every contract, by our name for it; the contracts are reached by their interfaces only. */
export type Abis = {
  readonly institutions: typeof Institutions.abi;
  readonly courses: typeof Courses.abi;
  readonly rubrics: typeof Rubrics.abi;
  readonly rounds: typeof Rounds.abi;
  readonly credentials: typeof Credentials.abi;
  readonly followUps: typeof FollowUps.abi;
  readonly directory: typeof Directory.abi;
  readonly policy: typeof Policy.abi;
  readonly lens: typeof Lens.abi;
  readonly account: typeof Account.abi;
};
/** Our name for a contract. */
export type AbiName = keyof Abis;

/** The same, ready to encode and decode. */
export const INTERFACES: Readonly<Record<AbiName, Interface>> = {
  institutions: new Interface(Institutions.abi),
  courses: new Interface(Courses.abi),
  rubrics: new Interface(Rubrics.abi),
  rounds: new Interface(Rounds.abi),
  credentials: new Interface(Credentials.abi),
  followUps: new Interface(FollowUps.abi),
  directory: new Interface(Directory.abi),
  policy: new Interface(Policy.abi),
  lens: new Interface(Lens.abi),
  account: new Interface(Account.abi),
};
