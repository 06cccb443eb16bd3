import { wire } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import { listKeyOf } from "../../vc-api/test-issuer.js";

/** Where a request came in: its suite, if the path chooses one, and whether every credential gets status entries. */
export type Mount = { readonly suite: wire.VcSuite | null; readonly withStatus: boolean };

/** Paths below which every endpoint stands. */
export const PREFIXES = [
  { prefix: "", params: undefined },
  { prefix: "/vc/:mount", params: wire.VcMountPath },
] as const;

const ROOT: Mount = { suite: null, withStatus: false };

/** The mount of a request whose params were checked. */
export function mountOf({ params }: Pick<FastifyRequest, "params">): Mount {
  const parsed = wire.VcMountPath.safeParse(params);
  return parsed.success ? named(parsed.data.mount) : ROOT;
}

/** The suite of a mount, and of the root where no option names another. */
export const DEFAULT_SUITE: wire.VcSuite = "eddsa-rdfc-2022";

/** All mounts, as `GET /vc` tells of them. */
export function describeMounts(base: string, did: ((suite: wire.VcSuite) => string) | null): wire.VcIndex["mounts"] {
  return wire.VC_MOUNTS.map((mount) => {
    const cryptosuite = named(mount).suite ?? DEFAULT_SUITE;
    return {
      mount,
      cryptosuite,
      keyType: listKeyOf(cryptosuite) === "p256" ? ("P-256" as const) : ("Ed25519" as const),
      issuer: did === null ? null : did(cryptosuite),
      base: `${base}/vc/${mount}`,
    };
  });
}

function named(mount: wire.VcMount): Mount {
  return mount === "status" ? { suite: DEFAULT_SUITE, withStatus: true } : { suite: mount, withStatus: false };
}
