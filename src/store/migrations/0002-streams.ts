import type { Migration } from './migration.ts'

/**
 * The streams of sealed entries (cases, what came in, ...), the one log over all of them, and documents by hash. Append-only
 * and apart by organisation, as every table is.
 */
export const streams: Migration = {
  id: '0002-streams',
  sql: `
create table unblind.stream_entries (
  org_id text not null default current_setting('unblind.org'),
  stream text not null,
  seq bigint not null check (seq >= 0),
  -- Place of the entry's leaf in the node's Merkle log, without gaps.
  log_index bigint not null check (log_index >= 0),
  -- The sealed canonical text: {seq, at, actor, kind, body, prev}.
  text text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (org_id, stream, seq),
  unique (org_id, log_index)
);
create index on unblind.stream_entries (org_id, log_index) where seq = 0;

-- The log after each append: its size and the roots of its perfect subtrees, largest first. Its leaves are the entries.
create table unblind.log_heads (
  org_id text not null default current_setting('unblind.org'),
  size bigint not null check (size > 0),
  peaks text[] not null,
  primary key (org_id, size)
);

-- What entries name by hash, as it came; gzip only saves room.
create table unblind.documents (
  org_id text not null default current_setting('unblind.org'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null,
  content_gzip bytea not null,
  primary key (org_id, sha256)
);
alter table unblind.documents alter column content_gzip set storage external;

do $$
declare
  t text;
begin
  foreach t in array array['stream_entries', 'log_heads', 'documents'] loop
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
