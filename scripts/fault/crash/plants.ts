import type { World } from "../world.ts";

/** Faults that can be planted, to see that the checks find them. */
export const PLANTS = ["broadcast-before-store"] as const;

export async function plantIn(_world: World, plant: string | null): Promise<{ readonly close: () => Promise<void> }> {
  if (plant === null) return { close: async () => undefined };
  throw new Error("not yet");
}
