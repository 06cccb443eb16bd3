import { type Kysely, sql } from "kysely";

type Source = {
  readonly table: string;
  readonly type: string;
  /** Whom it is about; SQL over the table's columns, as the others. */
  readonly institution: string;
  readonly subject: string;
  readonly data: string;
};

/** Events of the public feed and the tables that hold them. One log stands behind each, so positions are unique. */
const SOURCES: readonly Source[] = [
  {
    table: "institutions",
    type: "'institution.admitted'",
    institution: "institution",
    subject: "institution::text",
    data: "jsonb_build_object('name', name, 'domain', domain, 'country', country, 'kind', kind)",
  },
  {
    table: "standings",
    type: "'institution.standing'",
    institution: "institution",
    subject: "institution::text",
    data: "jsonb_build_object('standing', standing, 'ground', ground)",
  },
  {
    table: "profiles",
    type: "'institution.profile'",
    institution: "institution",
    subject: "institution::text",
    data: "jsonb_build_object('profileDigest', profile_digest)",
  },
  {
    table: "courses",
    type: "'course.registered'",
    institution: "institution",
    subject: "course",
    data: "jsonb_build_object('code', code)",
  },
  {
    table: "versions",
    type: "'version.published'",
    institution: "publisher",
    subject: "version",
    data: "jsonb_build_object('course', course, 'descriptorDigest', descriptor_digest, 'minor', minor)",
  },
  {
    table: "version_retirements",
    type: "'version.retired'",
    institution: "by_institution",
    subject: "version",
    data: "jsonb_build_object('teachOutUntil', teach_out_until_at)",
  },
  {
    table: "rounds",
    type: "'round.opened'",
    institution: "convener",
    subject: "round",
    data: "jsonb_build_object('version', version, 'rubric', rubric, 'owner', owner, 'route', route, 'purpose', purpose)",
  },
  {
    table: "round_steps",
    type: "'round.' || step",
    institution: "null::bigint",
    subject: "round",
    data: "jsonb_build_object()",
  },
  {
    table: "decisions",
    type: "'decision.made'",
    institution: "null::bigint",
    subject: "round",
    data: "jsonb_build_object('version', version, 'rubric', rubric, 'policy', policy, 'outcome', outcome, 'expiresAt', expires_at)",
  },
  {
    table: "rescissions",
    type: "'decision.rescinded'",
    institution: "null::bigint",
    subject: "round",
    data: "jsonb_build_object('ground', ground)",
  },
  {
    table: "closed_conditions",
    type: "'decision.conditions-closed'",
    institution: "convener",
    subject: "round",
    data: "jsonb_build_object('document', document)",
  },
  {
    table: "carried_decisions",
    type: "'decision.carried'",
    institution: "convener",
    subject: "round",
    data: "jsonb_build_object('version', version, 'steps', steps)",
  },
  {
    table: "chain_anchors",
    type: "'batch.anchored'",
    institution: "institution",
    subject: "institution || '-' || number",
    // Numbers of up to 64 bits are text.
    data: "jsonb_build_object('number', number::text, 'root', root, 'size', size, 'courseVersion', course_version)",
  },
];

const columnsOf = ({ type, institution, subject, data }: Source) => `position, block_number, block_hash,
  transaction_hash, at, ${type} as type, ${institution} as institution, ${subject} as subject, ${data} as data`;

/**
 * The feed of what the chain says is a view over its rows, so that following the chain writes nothing more. Only what a
 * reorganisation takes away is kept, by triggers on deleting: whoever was told of it is told that it went. Each rollback
 * has a number; `first_block` is the lowest block that went, null where rows went without their block.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table rollbacks (
      sequence bigint generated always as identity primary key,
      first_block bigint,
      at bigint not null default floor(extract(epoch from now()))::bigint
    )`,
    `create table removed_events (
      rollback bigint not null references rollbacks (sequence) on delete cascade,
      position bigint not null,
      block_number bigint not null,
      block_hash text not null,
      transaction_hash text not null,
      at bigint not null,
      type text not null,
      institution bigint,
      subject text not null,
      data jsonb not null,
      primary key (rollback, position)
    )`,
    `create view chain_events as ${SOURCES.map((source) => `select ${columnsOf(source)} from ${source.table}`).join(
      "\n      union all ",
    )}`,
    // The rollback of this transaction, made where there is none yet: rows may go before their blocks or after them.
    `create function current_rollback() returns bigint language plpgsql as $$
      declare number bigint := nullif(current_setting('peerseal.rollback', true), '')::bigint;
      begin
        if number is null then
          insert into rollbacks default values returning sequence into number;
          perform set_config('peerseal.rollback', number::text, true);
        end if;
        return number;
      end $$`,
    // Emptying everything for a rebuild forgets final blocks too: of those the same comes again, so nobody is told.
    `create function note_removed_blocks() returns trigger language plpgsql as $$
      declare
        lowest bigint;
        number bigint;
      begin
        select min(gone.number) into lowest from gone
        where gone.number > coalesce((select final_number from chain_cursor), 0);
        if lowest is null then return null; end if;
        -- Asked for first: an update does not see what a function in its condition inserts.
        number := current_rollback();
        update rollbacks set first_block = least(coalesce(first_block, lowest), lowest) where sequence = number;
        return null;
      end $$`,
    `create trigger blocks_removed after delete on blocks referencing old table as gone
      for each statement execute function note_removed_blocks()`,
    ...SOURCES.flatMap((source) => [
      `create function note_removed_${source.table}() returns trigger language plpgsql as $$
        begin
          if not exists (select from gone where block_number > coalesce((select final_number from chain_cursor), 0)) then
            return null;
          end if;
          insert into removed_events (position, block_number, block_hash, transaction_hash, at, type, institution,
            subject, data, rollback)
          select ${columnsOf(source)}, current_rollback() from gone
          where block_number > coalesce((select final_number from chain_cursor), 0)
          on conflict do nothing;
          return null;
        end $$`,
      `create trigger ${source.table}_removed after delete on ${source.table} referencing old table as gone
        for each statement execute function note_removed_${source.table}()`,
    ]),
    // One word to all listeners after each step along the chain; what happened they read themselves.
    `create function tell_chain() returns trigger language plpgsql as $$
      begin perform pg_notify('peerseal_chain', ''); return null; end $$`,
    `create trigger chain_cursor_told after insert or update on chain_cursor
      for each statement execute function tell_chain()`,
    `create function tell_work() returns trigger language plpgsql as $$
      begin perform pg_notify('peerseal_work', ''); return null; end $$`,
    `create trigger relays_told after update of state on relays
      for each row when (old.state is distinct from new.state) execute function tell_work()`,
    `create trigger batches_told after update of state on batches
      for each row when (old.state is distinct from new.state) execute function tell_work()`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
