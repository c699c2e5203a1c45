import type { Migration } from './migration.ts'

/**
 * What must not be in a ledger: the hashes of passwords and of session tokens. They are told apart by organisation as all
 * else is, but may be changed and deleted; which password counts and whose session still holds is told by the sealed
 * stream `people`, so that a row kept or put back opens nothing.
 */
export const people: Migration = {
  id: '0003-people',
  sql: `
create table unblind.passwords (
  org_id text not null default current_setting('unblind.org'),
  -- Named by the sealed entry that makes it the current one.
  id text not null,
  person_id text not null,
  -- argon2id in the form of the Password Hashing Competition: parameters, salt and hash.
  hash text not null,
  primary key (org_id, id)
);
create index on unblind.passwords (org_id, person_id);

create table unblind.sessions (
  org_id text not null default current_setting('unblind.org'),
  -- SHA-256 of the token in the browser.
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  id text not null,
  person_id text not null,
  -- How often the sessions of the person had been ended when this one began.
  epoch integer not null,
  begun_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (org_id, token_hash)
);
create index on unblind.sessions (org_id, person_id);

do $$
declare
  t text;
begin
  foreach t in array array['passwords', 'sessions'] loop
    execute format('alter table unblind.%I enable row level security', t);
    execute format('alter table unblind.%I force row level security', t);
    execute format(
      'create policy own_organisation on unblind.%I using (org_id = current_setting(''unblind.org'')) with check (org_id = current_setting(''unblind.org''))',
      t
    );
    if exists (select from pg_roles where rolname = 'unblind_app') then
      execute format('grant update, delete on unblind.%I to unblind_app', t);
    end if;
  end loop;
end $$;
`,
}
