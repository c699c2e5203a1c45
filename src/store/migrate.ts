/** Brings a database to the shape this program knows. Safe to run from any number of processes at once. */
import type { Client } from 'pg'
import { sha256 } from '../base/index.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { hasErrorCode } from './error-code.ts'
import type { Migration } from './migrations/index.ts'

/** The role that statements run under: it may insert and select, and elsewhere only what a step says of its own tables. */
export const APP_ROLE = 'unblind_app'

/** Any constant: all processes that migrate one database wait for each other on it. */
const MIGRATION_LOCK = 4_747_001

export type Migrated = {
  /** Steps applied now; empty when the database was up to date. */
  readonly applied: readonly string[]
  /** `null`: the database's user may not make roles; the append-only triggers still stand. */
  readonly role: typeof APP_ROLE | null
}

/**
 * @param client connected as a user who may create objects in this database
 * @throws DatabaseUnavailable when the database was made by a newer unblind, or a step recorded there is not ours
 */
export async function migrate(client: Client, steps: readonly Migration[]): Promise<Migrated> {
  if (await isUpToDate(client, steps)) return { applied: [], role: APP_ROLE }
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
  try {
    await makeGround(client)
    const role = await ensureRole(client)
    const done = await appliedSteps(client)
    refuseForeignSteps(done, steps)
    const missing = steps.slice(done.length)
    for (const step of missing) await apply(client, step)
    return { applied: missing.map((step) => step.id), role }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
  }
}

/** One cheap look, so that a command on a database in order pays for no more: all steps and the role are there. */
async function isUpToDate(client: Client, steps: readonly Migration[]): Promise<boolean> {
  const { rows } = await client.query<{ is_made: boolean }>(
    `select to_regclass('unblind.migrations') is not null
       and exists (
         select from pg_roles
         where rolname = $1 and pg_has_role(current_user, oid, 'member') and has_schema_privilege(oid, 'unblind', 'usage')
       ) as is_made`,
    [APP_ROLE],
  )
  if (rows[0]?.is_made !== true) return false
  const done = await appliedSteps(client)
  refuseForeignSteps(done, steps)
  return done.length === steps.length
}

async function makeGround(client: Client): Promise<void> {
  await client.query('create schema if not exists unblind')
  await client.query(
    'create table if not exists unblind.migrations (seq integer primary key, id text not null unique, sha256 text not null, applied_at timestamptz not null default now())',
  )
}

type Applied = { readonly id: string; readonly sha256: string }

async function appliedSteps(client: Client): Promise<readonly Applied[]> {
  const { rows } = await client.query<Applied>('select id, sha256 from unblind.migrations order by seq')
  return rows
}

function refuseForeignSteps(done: readonly Applied[], steps: readonly Migration[]): void {
  for (const [i, applied] of done.entries()) {
    const known = steps[i]
    if (known === undefined) {
      throw new DatabaseUnavailable(
        `the database was made by a newer unblind (it holds step \`${applied.id}\`); update this program, or use another database`,
      )
    }
    if (known.id !== applied.id || sha256(known.sql) !== applied.sha256) {
      throw new DatabaseUnavailable(
        `the database holds step \`${applied.id}\` in a form this program does not know; use the unblind that made it, or another database`,
      )
    }
  }
}

async function apply(client: Client, step: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(step.sql)
    await client.query(
      'insert into unblind.migrations (seq, id, sha256) select coalesce(max(seq) + 1, 0), $1, $2 from unblind.migrations',
      [step.id, sha256(step.sql)],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Makes the role where allowed, and gives it insert and select on every table that a step will make. */
async function ensureRole(client: Client): Promise<typeof APP_ROLE | null> {
  try {
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
        create role ${APP_ROLE} nologin nosuperuser nobypassrls;
      end if;
      if not pg_has_role(current_user, '${APP_ROLE}', 'member') then
        execute format('grant ${APP_ROLE} to %I', current_user);
      end if;
    end $$`)
  } catch (error) {
    // Another database of the same server made it at the same moment: it is there now.
    if (hasErrorCode(error, '23505', '42710')) return ensureRole(client)
    if (hasErrorCode(error, '42501')) return null
    throw error
  }
  await client.query(`alter default privileges in schema unblind grant select, insert on tables to ${APP_ROLE}`)
  // Last: that the role may enter the schema says that all of the above was done.
  await client.query(`grant usage on schema unblind to ${APP_ROLE}`)
  return APP_ROLE
}
