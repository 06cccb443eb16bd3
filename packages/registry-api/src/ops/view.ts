import type { FastifyReply, FastifyRequest } from "fastify";

/** Whether one thing is as it must be; `reason` is a code. */
export type Check = { readonly ready: boolean; readonly reason: string | null };

/** What HTTP needs of operations. */
export type OpsView = {
  /** Checks beside those of database, chain, indexer and parts, by name. */
  readonly checks: () => Promise<Readonly<Record<string, Check>>>;
  /** Aborted when HTTP begins to close: streams that would go on for ever end themselves. */
  readonly stopping: AbortSignal;
  /** Whether callers are asked to go elsewhere. */
  readonly isDraining: () => boolean;
  readonly began: (request: FastifyRequest) => void;
  readonly ended: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Runs the rest of a request, so that what it does is told as part of it. */
  readonly within: (request: FastifyRequest, next: () => void) => void;
  /** null: not on this port. */
  readonly metrics: { readonly token: string | null; readonly read: () => Promise<string> } | null;
};
