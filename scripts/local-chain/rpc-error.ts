/** JSON-RPC error codes that the chain answers with. */
export const RPC = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  server: -32000,
} as const;

/** An error as EIP-1193 and JSON-RPC shape it; `data` holds a revert's bytes. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: string | undefined;

  constructor(code: number, message: string, data?: string) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}

/** Brings what a node threw into the shape of {@link RpcError}; reverts keep code 3 and their data. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  const message = error instanceof Error ? error.message : "The node failed.";
  const code = fieldOf(error, "code");
  const data = fieldOf(error, "data");
  return new RpcError(
    typeof code === "number" && Number.isInteger(code) ? code : RPC.internal,
    message,
    typeof data === "string" ? data : undefined,
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
