import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { Finding, Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import { pokeRuns } from '../../db/outbox.ts';
import { departuresAsLines, evaluationsAsLines, lineOf } from '../../db/reading/changes.ts';
import { holdPassedBy } from '../../db/passed-by.ts';
import { readLying } from '../../db/reading/lying.ts';
import { endRuns } from '../../db/runs.ts';
import { selectedEvaluations } from '../../db/selection.ts';
import { type Leaving, leftAlone, placesOf, ratesOf, touchedByLeaving, touchedByTakingPart } from '../../db/touched.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { ratingsAreOpen } from '../../db/open-ratings.ts';
import { countsOf } from '../lying.ts';
import { recordLeaving } from '../record-leaving.ts';
import { tellRecord, type ToldRecord } from '../tell-record.ts';
import { type HrCommand, isLookedAt } from './command.ts';
import { setVoidAside } from './set-drafts-aside.ts';

/**
 * Somebody leaves: the evaluation ends with the reason, open and failed processes are void, the group no longer waits. What is done stays.
 * They are told by mail at once. In a rehearsal nobody has truly left, and nobody is told.
 */
export const withdraw: HrCommand<'withdraw'> = {
  changesWhoLeft: true,
  mayShrink: true,
  /** Who leaves leaves the committees, too. */
  async touches(db, { cycleId, selection, arguments: { leftOn } }) {
    const touched = await touchedByTakingPart(db, { cycleId, selection });
    if (leftOn === undefined) return touched;
    return { ...(await touchedByLeaving(db, leaving(cycleId, selection))), relieved: touched.relieved };
  },

  /**
   * One person is a fact of the personnel record; more could empty a group, at once or one by one in a day, and whoever holds a role or a place in a
   * committee, or rates while ratings are written, would be cut off from it, or rate again by a later day. Once ratings are open the group may be
   * frozen a moment later, and after the publication it takes away the answer to the result: nothing takes it back then.
   */
  async needsSecondPerson(db, { cycleId, selection, actorId, arguments: { leftOn } }) {
    const people = leaving(cycleId, selection);
    const { rows } = await sql`
      (${people.whom})
      union all
      (select 0 from (${leftAlone(actorId, people.rehearsal)}) q)
      union all
      (select 0 from (${people.whom}) w join role_assignment r on r.employee_id = w.employee_id)
      union all
      (select 0 from (${placesOf(people)}) p where ${leftOn !== undefined})
      union all
      (select 0 from (${ratesOf(people)}) r where ${leftOn !== undefined})
      union all
      (select 0 from (${people.whom}) w, cycle c where c.id = ${cycleId} and c.published_at is not null)
       limit 2`.execute(db);
    return rows.length > 1 || (rows.length > 0 && (await ratingsAreOpen(db, cycleId)));
  },

  async preview(db, { cycleId, selection, arguments: { leftOn } }) {
    const { rows } = await sql<{ id: string; employee_id: string; runs: string }>`
      select e.id, e.employee_id,
             (select count(*) from process_run p where p.evaluation_id = e.id and p.state in ('open', 'failed')) runs
        from evaluation e where e.state = 'enrolled' and ${selectedEvaluations(cycleId, selection)} order by e.id`.execute(db);
    const chosen = sql<boolean>`e.id = any (${rows.map(({ id }) => id)}::bigint[])`;
    const lines = await evaluationsAsLines(db, chosen);
    return {
      affected: rows.length,
      pleaseLook: await liesWith(
        db,
        cycleId,
        rows.map(({ employee_id }) => employee_id),
      ),
      details: { runs: rows.reduce((sum, { runs }) => sum + Number(runs), 0) },
      changes: [
        ...lines.map(({ who }) => ({
          ...lineOf({ what: 'enrolment', who, before: { state: 'enrolled' }, after: { state: 'withdrawn' } }),
          of: who?.evaluationId ?? '0',
        })),
        ...(leftOn === undefined ? [] : await leavingAsLines(db, chosen, leftOn)),
      ],
    };
  },

  async execute(trx, { cycleId, selection, arguments: { why, leftOn }, actorId, requestId, previewed }) {
    const { rehearsal_id: rehearsalId } = await getCycle(trx, cycleId);
    const held = leftOn === undefined ? undefined : await holdLeaving(trx, { cycleId, selection, rehearsalId, leftOn });
    const { rows } = await sql<{ id: string; employee_id: string; rating_group_id: string | null }>`
      with chosen as materialized (
        select e.id
          from evaluation e
         where e.state = 'enrolled' and ${selectedEvaluations(cycleId, selection)} and ${isLookedAt(sql`e.id`, previewed)}
         order by e.id for no key update)
      update evaluation e
         set state = 'withdrawn', reason = ${why}, withdrawn_at = cycle_now(e.cycle_id)
        from chosen
       where e.id = chosen.id
      returning e.id, e.employee_id, e.rating_group_id`.execute(trx);
    const ids = rows.map(({ id }) => id);
    const { rows: runs } = await sql<{ id: string }>`
      select id from process_run where evaluation_id = any (${ids}::bigint[]) and state in ('open', 'failed')`.execute(trx);
    const ended = await endRuns(trx, { runIds: runs.map(({ id }) => id), state: 'void', outcome: 'withdrawn', reason: why });
    await setVoidAside(trx, ended);
    await pokeWaitingGroups(
      trx,
      rows.flatMap(({ rating_group_id }) => rating_group_id ?? []),
    );
    const employeeIds = rows.map(({ employee_id }) => employee_id);
    if (leftOn !== undefined) await recordLeaving(trx, { rehearsalId, employeeIds, leftOn, actorId, requestId }, held);
    await sql`
      insert into audit_event (cycle_at, what, subject, actor, details)
      select (select cycle_now(${cycleId})), 'evaluation.withdrawn', id, ${actorId},
             jsonb_build_object('requestId', ${requestId}::text, 'why', ${why}::text)
        from unnest(${ids}::bigint[]) id order by id`.execute(trx);
    const told: ToldRecord = leftOn === undefined ? { what: 'withdrawn', cycleId } : { what: 'left', leftOn };
    if (rehearsalId === null) await tellRecord(trx, employeeIds, told);
    return { evaluations: ids.length, runs: ended.length };
  },
};

interface Held {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly rehearsalId: string | null;
  readonly leftOn: string;
}

/** Together with what passed them by in other cycles. */
async function holdLeaving(trx: Trx, { cycleId, selection, ...day }: Held): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; employee_id: string }>`
    select e.id, e.employee_id
      from evaluation e
     where e.state = 'enrolled' and ${selectedEvaluations(cycleId, selection)}`.execute(trx);
  const employeeIds = rows.map(({ employee_id }) => employee_id);
  return holdPassedBy(
    trx,
    { ...day, employeeIds },
    rows.map(({ id }) => id),
  );
}

function leaving(cycleId: string, selection: Selection): Leaving {
  return {
    whom: sql`
      select e.employee_id from evaluation e where e.state = 'enrolled' and ${selectedEvaluations(cycleId, selection)}`,
    rehearsal: sql`(select c.rehearsal_id from cycle c where c.id = ${cycleId})`,
  };
}

async function leavingAsLines(db: Db | Trx, chosen: RawBuilder<boolean>, leftOn: string): Promise<readonly Change[]> {
  const lines = await departuresAsLines(db, chosen);
  return lines.map((line) => lineOf({ what: 'departure', ...line, after: { day: leftOn } }));
}

/** What stays with them but their own evaluation, and is to be handed on. */
async function liesWith(db: Db | Trx, cycleId: string, employeeIds: readonly string[]): Promise<readonly Finding[]> {
  const lying = await readLying(db, cycleId, employeeIds);
  return lying.flatMap((one) => {
    const { own: _, ...counts } = countsOf(one);
    const details = { ...counts, roles: one.roles };
    if (one.roles.length === 0 && Object.values(counts).every((count) => count === 0 || count === false)) return [];
    return [{ code: 'lies-with', details: { employeeNo: one.employeeNo, name: one.name, ...details } }];
  });
}

/** A group may be complete without whoever had no run in it yet: the counter says nothing of them, so its calibration looks again. */
async function pokeWaitingGroups(trx: Trx, groupIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p join rating_group g on g.id = p.rating_group_id
     where g.id = any (${groupIds}::bigint[]) and p.state = 'open' and p.waits_for = 'group-complete'
       and g.open_members = 0
     order by p.id`.execute(trx);
  await pokeRuns(
    trx,
    rows.map(({ id }) => id),
  );
}
