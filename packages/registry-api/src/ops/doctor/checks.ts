import { batches } from "./checks/batches.js";
import { certificate } from "./checks/certificate.js";
import { clock } from "./checks/clock.js";
import { dataFolder } from "./checks/data-folder.js";
import { indexLag } from "./checks/index-lag.js";
import { jobs } from "./checks/jobs.js";
import { keystore } from "./checks/keystore.js";
import { locks } from "./checks/locks.js";
import { migrations } from "./checks/migrations.js";
import { network } from "./checks/network.js";
import { node } from "./checks/node.js";
import { port } from "./checks/port.js";
import { postgres } from "./checks/postgres.js";
import { relayer } from "./checks/relayer.js";
import { rpc } from "./checks/rpc.js";
import { settings } from "./checks/settings.js";
import { stuck } from "./checks/stuck.js";
import type { Check } from "./finding.js";

/** Every check, causes before what follows from them. */
export const CHECKS: readonly Check[] = [
  node,
  settings,
  dataFolder,
  keystore,
  locks,
  port,
  certificate,
  postgres,
  migrations,
  network,
  rpc,
  clock,
  indexLag,
  relayer,
  stuck,
  batches,
  jobs,
];
