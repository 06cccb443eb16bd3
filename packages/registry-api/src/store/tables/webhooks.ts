import type { WebhookEvent, wire } from "@peerseal/sdk";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

export type DeliveryState = wire.Delivery["state"];

export type WebhookTables = {
  /** Secrets are kept sealed under the registry's key; `formerSecret` counts until `formerUntil`. */
  webhooks: {
    position: ColumnType<number, never, never>;
    id: string;
    institution: number;
    url: string;
    events: WebhookEvent[];
    secret: string;
    formerSecret: string | null;
    formerUntil: number | null;
    state: Generated<"active" | "disabled">;
    disabledReason: string | null;
    failingSince: number | null;
    createdAt: number;
  };
  /** What happened, once; `readyBlock`: not to be told before this block is indexed. */
  notices: {
    position: ColumnType<number, never, never>;
    id: string;
    type: string;
    institution: number;
    data: JSONColumnType<object>;
    at: Generated<number>;
    readyBlock: number | null;
    isSpread: Generated<boolean>;
  };
  webhookDeliveries: {
    position: ColumnType<number, never, never>;
    id: string;
    webhook: string;
    notice: string;
    state: Generated<DeliveryState>;
    attempts: Generated<number>;
    status: number | null;
    error: string | null;
    createdAt: number;
    triedAt: number | null;
    deliveredAt: number | null;
  };
  /** How far the feed was followed for notices. */
  webhookCursor: { id: 1; rollback: number; position: number; finalNumber: number };
};
