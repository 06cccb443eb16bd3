import { type Kysely, sql } from "kysely";

/**
 * Webhooks, what happened for them, and its deliveries. A notice is written by a trigger in the transaction that changes
 * the state of an act or batch, or by the follower of the feed together with its cursor: so none is lost or doubled.
 * Where no webhook wants it, nothing is written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table webhooks (
      position bigint generated always as identity primary key,
      id text not null unique,
      institution bigint not null,
      url text not null,
      events text[] not null,
      secret text not null,
      former_secret text,
      former_until bigint,
      state text not null default 'active' check (state in ('active', 'disabled')),
      disabled_reason text,
      failing_since bigint,
      created_at bigint not null
    )`,
    `create index webhooks_institution on webhooks (institution, position)`,
    `create table notices (
      position bigint generated always as identity primary key,
      id text not null unique,
      type text not null,
      institution bigint not null,
      data jsonb not null,
      at bigint not null default floor(extract(epoch from now()))::bigint,
      ready_block bigint,
      is_spread boolean not null default false
    )`,
    `create index notices_waiting on notices (position) where not is_spread`,
    `create table webhook_deliveries (
      position bigint generated always as identity primary key,
      id text not null unique,
      webhook text not null references webhooks (id) on delete cascade,
      notice text not null references notices (id) on delete cascade,
      state text not null default 'queued' check (state in ('queued', 'retrying', 'delivered', 'dead')),
      attempts integer not null default 0,
      status integer,
      error text,
      created_at bigint not null,
      tried_at bigint,
      delivered_at bigint,
      unique (webhook, notice)
    )`,
    `create index webhook_deliveries_webhook on webhook_deliveries (webhook, position)`,
    `create table webhook_cursor (
      id integer primary key check (id = 1),
      rollback bigint not null,
      position bigint not null,
      final_number bigint not null
    )`,
    `create function note_for(institution bigint, event text, key text, data jsonb, block bigint) returns void
      language plpgsql as $$
      begin
        insert into notices (id, type, institution, data, ready_block)
        select event || ':' || key, event, note_for.institution, note_for.data, note_for.block
        where exists (
          select from webhooks where webhooks.institution = note_for.institution and event = any (webhooks.events)
        )
        on conflict (id) do nothing;
        if found then perform pg_notify('peerseal_notices', ''); end if;
      end $$`,
    `create function notice_batch() returns trigger language plpgsql as $$
      begin
        perform note_for(new.institution, 'batch.sealed', new.institution || '-' || new.number,
          jsonb_build_object('number', new.number, 'root', new.root, 'size', new.size,
            'courseVersion', new.course_version), null);
        return null;
      end $$`,
    `create trigger batches_noticed after update of state on batches
      for each row when (new.state = 'sealed' and old.state <> 'sealed') execute function notice_batch()`,
    // Whose act it is: the member of its message that names an institution; of an act in a round, the convener.
    `create function institution_of(message jsonb) returns bigint language sql stable as $$
      select coalesce(
        (select value::bigint from (values
          (message ->> 'institution'), (message ->> 'by'), (message ->> 'publisher'), (message ->> 'owner'),
          (message ->> 'convener'), (message -> 'opening' ->> 'owner')) as given(value)
         where value ~ '^[0-9]{1,10}$' limit 1),
        (select convener from rounds where round = message ->> 'round')
      ) $$`,
    `create function notice_relay() returns trigger language plpgsql as $$
      declare
        acting bigint;
        held record;
      begin
        if not exists (select from webhooks) then return null; end if;
        if old.state = 'mined' then
          -- Its block went before anybody was told of it.
          delete from notices where not is_spread and ready_block is not null
            and id = 'action.recorded:' || new.id || ':' || old.mined_block || ':' || coalesce(old.hash, '');
        end if;
        if new.state not in ('mined', 'failed') then return null; end if;
        acting := institution_of(new.message);
        if new.state = 'mined' then
          perform note_for(acting, 'action.recorded', new.id || ':' || new.mined_block || ':' || coalesce(new.hash, ''),
            jsonb_build_object('id', new.id, 'action', new.action, 'transaction', new.hash, 'block', new.mined_block),
            new.mined_block);
          return null;
        end if;
        perform note_for(acting, 'action.failed', new.id || ':' || new.failed_at || ':' || new.attempts,
          jsonb_build_object('id', new.id, 'action', new.action, 'code', new.failure ->> 'code'), null);
        for held in select institution, number from batches where relay = new.id loop
          perform note_for(held.institution, 'batch.failed',
            held.institution || '-' || held.number || ':' || new.failed_at || ':' || new.attempts,
            jsonb_build_object('number', held.number, 'action', new.id, 'code', new.failure ->> 'code'), null);
        end loop;
        return null;
      end $$`,
    `create trigger relays_noticed after update of state on relays
      for each row when (old.state is distinct from new.state) execute function notice_relay()`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
