import type { wire } from "@peerseal/sdk";
import type { RoundView } from "./data.js";
import type { Phase } from "./phase.js";
import type { Task } from "./task.js";

/** A seat with its round, as every part of its page takes it. */
export type SeatPlace = {
  readonly view: RoundView;
  readonly seat: wire.Seat;
  readonly task: Task;
  readonly phase: Phase;
};
