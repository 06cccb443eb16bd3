import type { Order, Prepare, Report, Work } from "./contest.ts";

// A process that does the work of one contender, whenever the parent asks.
let work: Work | undefined;

async function obey(order: Order): Promise<Report> {
  if (order === "end") return { state: "ended", peakMB: process.resourceUsage().maxRSS / 1_024 };
  if (order === "run") {
    if (work === undefined) throw new Error("Nothing is prepared.");
    const started = performance.now();
    const outcome = await work();
    return { state: "ran", ms: performance.now() - started, outcome };
  }
  const { prepare }: { prepare: Prepare } = await import(new URL(`./contenders/${order.module}`, import.meta.url).href);
  work = await prepare(order.n);
  return { state: "ready" };
}

process.on("message", (order: Order) => {
  obey(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      const report: Report = { state: "failed", message: error instanceof Error ? (error.stack ?? "") : String(error) };
      process.send?.(report);
    },
  );
});
process.on("disconnect", () => process.exit());
