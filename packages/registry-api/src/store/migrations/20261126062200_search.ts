import { type Kysely, sql } from "kysely";

/** Which entry goes with a row of which table; SQL over the deleted row. */
const GOING: readonly { readonly table: string; readonly kind: string; readonly id: string }[] = [
  { table: "institutions", kind: "institution", id: "institution::text" },
  { table: "courses", kind: "course", id: "course" },
  { table: "versions", kind: "version", id: "version" },
  { table: "rounds", kind: "round", id: "round" },
  { table: "chain_anchors", kind: "batch", id: "institution || '-' || number" },
];

/** Every deletion waits for a refresh that is under way, so that none can add what has just gone. */
const LOCK = "perform from search_cursor for update;";

/**
 * What can be searched. Entries are made in TypeScript, where texts are folded and cut, by a follower of the chain's
 * rows; they go by triggers, in the very transaction that takes back a block or withholds a document.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table search_entries (
      kind text not null check (kind in ('institution', 'course', 'version', 'round', 'batch')),
      id text not null,
      language text not null,
      institution bigint,
      title text not null,
      body text not null,
      source text,
      tokens tsvector not null,
      primary key (kind, id, language)
    )`,
    `create index search_entries_tokens on search_entries using gin (tokens)`,
    `create index search_entries_source on search_entries (source) where source is not null`,
    `create table search_cursor (id integer primary key check (id = 1), position bigint not null)`,
    `insert into search_cursor values (1, -1)`,
    `create table search_dirty (
      sequence bigint generated always as identity primary key,
      kind text not null,
      id text not null
    )`,
    `insert into search_dirty (kind, id) select 'document', digest from documents`,
    `create function search_blocks_going() returns trigger language plpgsql as $$
      begin ${LOCK} return null; end $$`,
    `create trigger blocks_going_for_search before delete on blocks
      for each statement execute function search_blocks_going()`,
    `create function search_blocks_gone() returns trigger language plpgsql as $$
      begin
        update search_cursor set position = least(position, lowest.number * 1048576 - 1)
        from (select min(number) as number from gone) as lowest
        where lowest.number is not null;
        return null;
      end $$`,
    `create trigger blocks_gone_for_search after delete on blocks referencing old table as gone
      for each statement execute function search_blocks_gone()`,
    `create function search_truncated() returns trigger language plpgsql as $$
      begin
        ${LOCK}
        delete from search_entries;
        update search_cursor set position = -1;
        return null;
      end $$`,
    `create trigger blocks_truncated_for_search after truncate on blocks
      for each statement execute function search_truncated()`,
    ...GOING.flatMap(({ table, kind, id }) => [
      `create function search_${table}_gone() returns trigger language plpgsql as $$
        begin
          if not exists (select from gone) then return null; end if;
          ${LOCK}
          delete from search_entries where kind = '${kind}' and id in (select ${id} from gone);
          ${table === "versions" ? "insert into search_dirty (kind, id) select distinct 'course', course from gone;" : ""}
          return null;
        end $$`,
      `create trigger ${table}_gone_for_search after delete on ${table} referencing old table as gone
        for each statement execute function search_${table}_gone()`,
    ]),
    `create function search_profiles_gone() returns trigger language plpgsql as $$
      begin
        if not exists (select from gone) then return null; end if;
        ${LOCK}
        delete from search_entries where source in (select profile_digest from gone);
        insert into search_dirty (kind, id) select distinct 'institution', institution::text from gone;
        return null;
      end $$`,
    `create trigger profiles_gone_for_search after delete on profiles referencing old table as gone
      for each statement execute function search_profiles_gone()`,
    `create function search_document_changed() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          ${LOCK}
          delete from search_entries where source = old.digest;
        end if;
        insert into search_dirty (kind, id) values ('document', coalesce(new.digest, old.digest));
        perform pg_notify('peerseal_documents', '');
        return null;
      end $$`,
    `create trigger documents_for_search after insert or delete or update of state on documents
      for each row execute function search_document_changed()`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
