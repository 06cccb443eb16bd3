import type { AccessTables } from "./tables/access.js";
import type { CourseTables } from "./tables/courses.js";
import type { CredentialTables } from "./tables/credentials.js";
import type { DocumentTables } from "./tables/documents.js";
import type { FeedTables } from "./tables/feed.js";
import type { FollowUpTables } from "./tables/follow-ups.js";
import type { IdempotencyTables } from "./tables/idempotency.js";
import type { InstitutionTables } from "./tables/institutions.js";
import type { NetworkTables } from "./tables/network.js";
import type { OperationsTables } from "./tables/operations.js";
import type { RelayingTables } from "./tables/relaying.js";
import type { RoundTables } from "./tables/rounds.js";
import type { SearchTables } from "./tables/search.js";
import type { TestStatusTables } from "./tables/test-statuses.js";
import type { WebhookTables } from "./tables/webhooks.js";

/** Every table and view, by domain word. Names are camelCase here and snake_case in the database. */
export type Tables = NetworkTables &
  InstitutionTables &
  CourseTables &
  RoundTables &
  FollowUpTables &
  CredentialTables &
  DocumentTables &
  RelayingTables &
  OperationsTables &
  TestStatusTables &
  IdempotencyTables &
  AccessTables &
  FeedTables &
  SearchTables &
  WebhookTables;
