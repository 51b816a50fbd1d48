import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Account } from '../../cli/demo/account.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import { type Db, connect } from '../../db/connection.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { programFile } from '../../local/checkout.ts';
import { type Stack, type StackOptions, startStack } from '../../local/stack.ts';
import { markLaunched } from './mark-launched.ts';

export interface DureOutput {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SmallStack extends Stack {
  readonly db: Db;
  /** Runs a `dure` command beside the stack, as an operator would. */
  readonly dure: (...args: readonly string[]) => Promise<DureOutput>;
  readonly drop: () => Promise<void>;
}

/** A whole stack in a folder of its own, empty; `drop` leaves nothing. */
export async function startSmallStack(options: Partial<StackOptions> = {}): Promise<SmallStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-stack-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  let stack: Stack;
  try {
    stack = await startStack({ dataDir, mode: 'test', ...options });
  } catch (error) {
    remove();
    throw error;
  }
  const db = connect({ url: stack.at.database ?? '', role: 'owner', max: 8 });
  return {
    ...stack,
    db,
    dure: (...args) => runDure(stack.environment, args),
    drop: async () => {
      await db.destroy();
      await stack.stop();
      remove();
    },
  };
}

/** Runs the command line to its end; a failure is an answer. */
export function runDure(environment: Readonly<Record<string, string>>, args: readonly string[]): Promise<DureOutput> {
  return new Promise((resolve) => {
    const env = { ...process.env, TZ: 'UTC', NODE_OPTIONS: '', ...environment };
    const child = execFile(
      process.execPath,
      [programFile('cli/main'), ...args],
      { env, timeout: 120_000 },
      (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

export interface SmallCycle {
  readonly cycleId: string;
  readonly rehearsalId: string | undefined;
  readonly launch: (phase: string) => Promise<void>;
  /** Sets a rehearsal's clock; nothing is poked. */
  readonly setClock: (instant: string) => Promise<void>;
  readonly account: (employeeNo: string) => Account;
  readonly id: (employeeNo: string) => string;
}

const MORNING = '2026-01-19T00:00:00.000Z';

/** People P1… under H1 under V1, C1 in the chair, in a cycle of 2026 whose clock shows Mon 19 Jan, 09:00 in Seoul; nobody is launched. */
export async function createSmallCycle(
  { db, at }: SmallStack,
  { people = 1, live = false }: { readonly people?: number; readonly live?: boolean } = {},
): Promise<SmallCycle> {
  await loadHolidays(db);
  const imported = await importPeople(db, { file: Buffer.from(peopleCsv(people)) });
  if (!imported.imported) throw new Error(`import: ${JSON.stringify(imported.problems)}`);
  const rehearsal = live ? undefined : await createRehearsal(db, { name: 'small', startsAt: MORNING, hasMailbox: true });
  const { id: cycleId } = await createCycle(db, {
    name: 'small',
    year: 2026,
    packName: 'kr-local-grade5',
    ...(rehearsal === undefined ? {} : { rehearsalId: rehearsal.id }),
    committee: { chair: 'C1', members: ['V1', 'H1'] },
  });
  await markLaunched(db, cycleId);
  await inTransaction(db, (trx) => enrol(trx, { cycleId, quotaFrom: 4 }));
  const rows = await db.selectFrom('employee').select(['id', 'employee_no']).execute();
  const ids = new Map(rows.map((row) => [row.employee_no, row.id]));
  const where = { web: at.web ?? '', api: at.api ?? '', mailbox: at.mailbox ?? '' };
  return {
    cycleId,
    rehearsalId: rehearsal?.id,
    launch: async (phase) => void (await launchPhase(db, { cycleId, phase })),
    setClock: async (instant) => void (await sql`update rehearsal set now_at = ${instant}`.execute(db)),
    account: (employeeNo) => new Account(where, addressOf(employeeNo)),
    id: (employeeNo) => ids.get(employeeNo) ?? `nobody ${employeeNo}`,
  };
}

export function addressOf(employeeNo: string): string {
  return `${employeeNo.toLowerCase()}@city.example`;
}

function peopleCsv(people: number): string {
  const lines = [
    'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
    'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
    'V1,Viewer One,v1@city.example,Top,4,,,,,2001-01-01',
    'H1,Head One,h1@city.example,Roads,5,,,,,2001-01-01',
  ];
  for (let i = 1; i <= people; i += 1) lines.push(`P${i},Person ${i},p${i}@city.example,Roads,7,clerk,H1,V1,,2010-01-01`);
  return `${lines.join('\n')}\n`;
}
