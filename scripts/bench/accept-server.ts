import { FOLLOWERS } from "@peerseal/registry-api";
import { startOne } from "../../test/e2e/relaying.world.ts";

/*
 * The registry of `bench accept` and `bench read`, in a process of its own, so that its memory is its own too. It is given where chain and
 * database are, and tells its address, and at the end what it took.
 */
const { registry } = await startOne(JSON.parse(process.argv[2] ?? "{}"), {
  followers: FOLLOWERS,
  // As registries look at a local chain.
  pollMs: 250,
  config: { anchoring: { rollingCapacity: 2 ** 17, rollingSealAfter: 3_600 } },
});
process.send?.({ url: registry.url });
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ peakMB: process.resourceUsage().maxRSS / 1_024, cpuMs: (user + system) / 1_000 });
});
process.on("disconnect", () => registry.close().finally(() => process.exit()));
