import type { Migration } from './migration.ts'

/**
 * Every table holds rows of many organisations; row-level security shows and takes only the rows of the organisation
 * named by the session setting `unblind.org`, so that no statement has to remember to ask. Every table is append-only:
 * the application's role may insert and select, and a trigger refuses the rest to whoever else tries.
 */
export const ground: Migration = {
  id: '0001-ground',
  sql: `
create function unblind.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'unblind.% is append-only: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end $$;

-- The ledger of the node: each entry seals the one before it.
create table unblind.events (
  org_id text not null default current_setting('unblind.org'),
  seq bigint not null check (seq >= 0),
  at timestamptz not null,
  kind text not null,
  -- The sealed canonical text: {seq, at, actor, kind, body, prev}.
  text text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (org_id, seq)
);
create index on unblind.events (org_id, kind, seq);

-- Official bytes, as they came; gzip only saves room.
create table unblind.list_files (
  org_id text not null default current_setting('unblind.org'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  size_bytes bigint not null,
  content_gzip bytea not null,
  received_at timestamptz not null,
  primary key (org_id, sha256)
);
alter table unblind.list_files alter column content_gzip set storage external;

-- One reading of one set of files by one program version; whether it is in use follows from the events.
create table unblind.list_versions (
  org_id text not null default current_setting('unblind.org'),
  id text not null,
  source text not null,
  -- Hash over the hashes of the files, in the order of their parts.
  version text not null check (version ~ '^[0-9a-f]{64}$'),
  files jsonb not null,
  data_on date,
  data_on_basis text not null,
  highest_number bigint,
  row_count integer not null,
  parts jsonb not null,
  lists jsonb not null,
  parties integer not null,
  notes jsonb not null,
  reader text not null,
  parties_gzip bytea not null,
  read_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, source, version, reader)
);
alter table unblind.list_versions alter column parties_gzip set storage external;

create table unblind.assessments (
  org_id text not null default current_setting('unblind.org'),
  id text not null,
  at timestamptz not null,
  -- The canonical text is the record; body is made from it and only for finding.
  text text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  body jsonb not null generated always as (text::jsonb) stored,
  primary key (org_id, id)
);
create index on unblind.assessments (org_id, at desc, id desc);

do $$
declare
  t text;
begin
  foreach t in array array['events', 'list_files', 'list_versions', 'assessments'] loop
    execute format('alter table unblind.%I enable row level security', t);
    execute format('alter table unblind.%I force row level security', t);
    execute format(
      'create policy own_organisation on unblind.%I using (org_id = current_setting(''unblind.org'')) with check (org_id = current_setting(''unblind.org''))',
      t
    );
    execute format(
      'create trigger append_only before update or delete or truncate on unblind.%I for each statement execute function unblind.refuse_change()',
      t
    );
  end loop;
end $$;
`,
}
