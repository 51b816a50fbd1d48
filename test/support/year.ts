import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type City, readCity } from '../../cli/demo/city.ts';
import { growCity } from '../../cli/demo/grow.ts';
import { type YearResult, liveYear } from '../../cli/demo/run.ts';
import type { Screen } from '../../cli/demo/show.ts';
import type { Db } from '../../db/connection.ts';
import { UNCOUNTED_MAIL_KINDS } from '../../domain/tasks/mail-kinds.ts';
import type { SmallStack } from './stack.ts';

const SAMPLE = 50;
const DARK: Screen = { isTTY: false, write: () => true };

export interface QuietYear {
  readonly people?: number;
  readonly seed?: number;
  /** Instead of the sample city. */
  readonly city?: City;
  /** Nobody reads it unless told. */
  readonly screen?: Screen;
}

/** Lives the sample city's year, that of one grown from the seed, or another's, on an empty stack at full speed. */
export async function liveQuietYear(
  stack: SmallStack,
  {
    people = SAMPLE,
    seed = 1,
    city = people === SAMPLE ? readCity(seed) : growCity(people, seed),
    screen = DARK,
  }: QuietYear = {},
): Promise<YearResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-year-'));
  try {
    return await liveYear({
      city,
      stack,
      screen,
      dataDir,
      speed: 0,
      peopleFile: undefined,
      story: undefined,
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What a year comes to, ids and instants masked: equal lists are the same year. */
export interface YearTrace {
  /** `subject assignee kind round seat outcome`, sorted. */
  readonly tasks: readonly string[];
  /** `employee phase mail-kind`, sorted; digests and sign-in mails left out. */
  readonly mails: readonly string[];
}

export async function traceOf({ db }: { readonly db: Db }): Promise<YearTrace> {
  const { rows: tasks } = await sql<{ line: string }>`
    select concat_ws(' ', coalesce(e.employee_no, g.name), coalesce(a.employee_no, '-'), t.kind, t.round, t.seat,
                     coalesce(t.outcome, 'open')) line
      from task t join process_run p on p.id = t.process_run_id left join evaluation v on v.id = p.evaluation_id
      left join employee e on e.id = v.employee_id left join rating_group g on g.id = p.rating_group_id
      left join employee a on a.id = t.assignee_id order by 1`.execute(db);
  const { rows: mails } = await sql<{ line: string }>`
    select concat_ws(' ', e.employee_no, coalesce(n.phase, '-'), n.mail_kind) line
      from notification n
      join employee e on e.id = n.employee_id
     where n.state = 'sent' and n.mail_kind <> all (${UNCOUNTED_MAIL_KINDS}::text[]) order by 1`.execute(db);
  return { tasks: tasks.map(({ line }) => line), mails: mails.map(({ line }) => line) };
}

/** The rehearsal's instant; undefined before there is one. */
export async function clockOf({ db }: { readonly db: Db }): Promise<string | undefined> {
  const { rows } = await sql<{ now_at: string }>`select now_at from rehearsal`.execute(db);
  return rows[0]?.now_at;
}
