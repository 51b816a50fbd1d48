import { sql } from 'kysely';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { BusinessCalendar } from '../../domain/cycle/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { IfSilent, TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { calendarAround } from '../holidays.ts';
import { packByHash } from '../packs.ts';
import { PREPARED } from '../prepared-pool.ts';
import { iso } from './json.ts';

export interface PhaseWindowRow {
  readonly phase: string;
  readonly position: number;
  readonly subject: 'evaluation' | 'rating-group';
  readonly workflowType: string;
  readonly opensAt: string;
  readonly closesAt: string;
  /** The last day is set by law. */
  readonly closesByLaw: boolean;
  readonly newcomerDays: number | null;
  readonly launchedAt: string | null;
}

export interface TaskRuleRow {
  readonly phase: string;
  readonly kind: TaskKind;
  readonly dueAt: string;
  readonly ifSilent: IfSilent;
  readonly minutes: number;
  readonly statutory: boolean;
}

/** What every page about a cycle needs: its clock, its windows, its rules, its pack and the business days around now. */
export interface CycleContext {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  readonly timeZone: string;
  readonly rehearsalId: string | null;
  readonly now: string;
  readonly launchedAt: string | null;
  readonly publishedAt: string | null;
  readonly publicationAt: string;
  readonly meetingAt: string | null;
  /** Hash of the pinned pack, hexadecimal. */
  readonly packSha256: string;
  readonly phases: readonly PhaseWindowRow[];
  readonly rules: readonly TaskRuleRow[];
  readonly pack: PolicyPack;
  readonly calendar: BusinessCalendar;
}

type Row = Omit<CycleContext, 'pack' | 'calendar'>;

/** The contexts of the cycles by id; an unknown id is left out. */
export async function cycleContexts(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, CycleContext>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`${PREPARED}
    select c.id, c.name, c.year, c.time_zone "timeZone", c.rehearsal_id "rehearsalId", cycle_now(c.id) now,
           c.launched_at "launchedAt",
           c.published_at "publishedAt", c.publication_at "publicationAt", c.meeting_at "meetingAt",
           encode(k.sha256, 'hex') "packSha256",
           coalesce((select jsonb_agg(jsonb_build_object(
             'phase', w.phase, 'position', w.position, 'subject', w.subject, 'workflowType', w.workflow_type,
             'opensAt', ${iso('w.opens_at')}, 'closesAt', ${iso('w.closes_at')}, 'closesByLaw', w.closes_by_law,
             'newcomerDays', w.newcomer_days, 'launchedAt', ${iso('w.launched_at')})
             order by w.position) from phase_window w where w.cycle_id = c.id), '[]') phases,
           coalesce((select jsonb_agg(jsonb_build_object(
             'phase', r.phase, 'kind', r.kind, 'dueAt', ${iso('r.due_at')}, 'ifSilent', r.if_silent,
             'minutes', r.minutes, 'statutory', r.statutory) order by r.due_at)
        from task_rule r
       where r.cycle_id = c.id),
             '[]') rules
      from cycle c join policy_pack k on k.id = c.policy_pack_id where c.id = any (${[...ids]}::bigint[])`.execute(db);
  const contexts = await Promise.all(
    rows.map(async (row) => {
      const [pack, calendar] = await Promise.all([packByHash(db, row.packSha256), calendarAround(db, row.now, row.timeZone)]);
      return { ...row, pack, calendar };
    }),
  );
  return new Map(contexts.map((context) => [context.id, context]));
}

/** @throws DomainError 'not-found' */
export async function getCycleContext(db: Db, cycleId: string): Promise<CycleContext> {
  const cycle = (await cycleContexts(db, [cycleId])).get(cycleId);
  if (cycle === undefined) throw new DomainError('not-found', { cycleId });
  return cycle;
}
