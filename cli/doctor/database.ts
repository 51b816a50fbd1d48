import { sql } from 'kysely';
import { packsStoredOtherwise } from '../../commands/known-packs.ts';
import { connect, type Db } from '../../db/connection.ts';
import { holidaysKnownUntil } from '../../db/holidays.ts';
import { pendingMigrations } from '../../db/migrate.ts';
import { storedOtherwise } from '../pack/print.ts';
import { check, type Finding, skew } from './finding.ts';

const OLDEST_POSTGRES = 150_000;

export async function examineDatabase(url: string): Promise<readonly Finding[]> {
  const db = connect({ url, role: 'owner', max: 1 });
  try {
    const version = await check('postgres', async () => {
      const { rows } = await sql<{
        n: number;
        v: string;
      }>`select current_setting('server_version_num')::int n, current_setting('server_version') v`.execute(db);
      const { n = 0, v = 'unknown' } = rows[0] ?? {};
      return { ok: n >= OLDEST_POSTGRES, told: n >= OLDEST_POSTGRES ? v : `${v}; 15 or newer is needed` };
    });
    if (!version.ok) return [version];
    return [
      version,
      await check('migrations', async () => {
        const pending = await pendingMigrations(url);
        return {
          ok: pending.length === 0,
          told: pending.length === 0 ? 'all run' : `not run: ${pending.join(', ')}; run \`dure migrate\``,
        };
      }),
      await role(url, 'app'),
      await role(url, 'worker'),
      await check('hr', async () => {
        const { rows } = await sql<{
          n: string;
        }>`select count(distinct employee_id) n from role_assignment where role in ('hr', 'hr-approver')`.execute(db);
        const n = Number(rows[0]?.n ?? 0);
        return { ok: true, told: n >= 2 ? `${n} people` : `${n} people; a launch needs two (\`dure role grant\`)` };
      }),
      await check('packs', async () => {
        const otherwise = await packsStoredOtherwise(db);
        return { ok: otherwise.length === 0, told: otherwise.map(storedOtherwise).join('; ') || 'no version has two contents' };
      }),
      await check('holidays', () => knownHolidays(db)),
      await check('database clock', () => databaseSkew(db)),
    ];
  } finally {
    await db.destroy();
  }
}

/** The login can take the role on, and the role may read. */
async function role(url: string, name: 'app' | 'worker'): Promise<Finding> {
  return check(`role dure_${name}`, async () => {
    const db = connect({ url, role: name, max: 1 });
    try {
      await sql`select from cycle limit 1`.execute(db);
      return { ok: true, told: 'can be taken on' };
    } finally {
      await db.destroy();
    }
  });
}

async function databaseSkew(db: Db): Promise<Omit<Finding, 'name'>> {
  const before = Date.now();
  const { rows } = await sql<{ ms: string }>`select extract(epoch from clock_timestamp()) * 1000 ms`.execute(db);
  return skew('the database', { at: Number(rows[0]?.ms), before, after: Date.now() });
}

/** After the last one each weekday counts as worked, whatever is computed. */
async function knownHolidays(db: Db): Promise<Omit<Finding, 'name'>> {
  const until = await holidaysKnownUntil(db);
  if (until === null) return { ok: false, told: 'none are known; run `dure migrate`' };
  const { rows } = await sql<{ isOver: boolean }>`select ${until}::date < current_date "isOver"`.execute(db);
  const told = `known until ${until}; every weekday after it counts as worked`;
  return rows[0]?.isOver === true ? { ok: false, told: `${told}; add later ones to the table holiday` } : { ok: true, told };
}
