import { sql } from 'kysely';
import type { CommandArguments, Finding, Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { employeeIds } from '../../db/cycles.ts';
import { auditTasks } from '../../db/deadlines.ts';
import { peopleLeft } from '../../db/departures.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { ratingsAreOpen } from '../../db/open-ratings.ts';
import { ownOf } from '../../db/own-case.ts';
import { whoWillLeave } from '../../db/reading/departures.ts';
import { selectedEvaluations, selectedRuns, selectedTasks } from '../../db/selection.ts';
import { aboveEvaluations, touchedByEvaluations, touchedByPlaces, touchedByTasks } from '../../db/touched.ts';
import { unprovenAmong } from '../../db/unproven.ts';
import { KINDS, TASK_KINDS, type TaskRole } from '../../domain/tasks/kinds.ts';
import { HANDED_BY_TWO } from '../../domain/two-persons/handing.ts';
import type { Touched } from '../../domain/two-persons/own-case.ts';
import type { CommandContext, ExecutionContext, HrCommand, Outcome } from './command.ts';
import {
  type CommitteePlace,
  auditPlaces,
  changesCycle,
  committeePlaces,
  takePlaceInCycle,
  takePlaces,
  whyNotSeated,
} from './committee-places.ts';
import { handOver, type OpenTask, holdOpen } from './hand-over.ts';
import { handedBy, linesOfHanding, type ToHand } from './handed.ts';
import { ratesAndReviews } from './rates-and-reviews.ts';
import { tellReassigned } from './tell-reassigned.ts';

interface Scope {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'reassign'>;
}

/** What an order is about: whom it names, what is open, and what of a committee. */
interface Found {
  readonly evaluations: readonly { readonly id: string; readonly employee_id: string }[];
  readonly tasks: readonly OpenTask[];
  readonly places: readonly CommitteePlace[];
  /** Whether the cycle's own committee changes, from which later groups get theirs. */
  readonly inCycle: boolean;
  /** In whose place, of a member. */
  readonly memberId: string | undefined;
}

/**
 * A substitute: as rater or reviewer of the selected evaluations from now on, with the tasks of that role that are open; as chair, in place of a
 * member or as one more, of the selected groups that are not decided yet, for a whole phase also of those that come; or for the selected tasks only. In
 * a committee the task, the chair or the seat, and the board are always one person's.
 * What the one before has written stays theirs: the form opens for the substitute as it opened first.
 */
export const reassign: HrCommand<'reassign'> = {
  needsSecondPerson: isForTwo,
  touches: touchedByPost,

  async preview(db, context) {
    const substitute = await getSubstitute(db, context);
    const { evaluations, tasks, places, inCycle } = await found(db, context, substitute.id);
    const { accounts } = await ownOf(db, { employeeId: substitute.id, cycleId: context.cycleId });
    const own = [...tasks, ...evaluations].some(({ employee_id }) => employee_id !== null && accounts.includes(employee_id));
    const unproven = await unprovenAmong(db, { employeeIds: [substitute.id], cycleId: context.cycleId });
    const leaving = await whoWillLeave(db, { cycleId: context.cycleId, employeeIds: [substitute.id] });
    const notSeated = await whyNotSeated(db, { places, to: substitute.id });
    const blockedBy: Finding[] = [
      ...(substitute.hasLeft ? [refused('has-left')] : []),
      ...(own ? [refused('oneself')] : []),
      ...unproven.map(({ employeeNo }) => ({ code: 'person-unconfirmed', details: { employeeNos: [employeeNo] } })),
      ...(notSeated === undefined ? [] : [refused(notSeated)]),
    ];
    const { as } = context.arguments;
    const both = await ratesAndReviews(db, { as, evaluations, tasks }, accounts);
    const groups = new Set(places.map(({ processRunId }) => processRunId)).size;
    const affected = { task: tasks.length, chair: groups + Number(inCycle), member: groups + Number(inCycle) };
    return {
      // Nobody else looks at the rating then.
      needsSecondPerson: both.length > 0,
      affected: as === 'rater' || as === 'reviewer' ? evaluations.length : affected[as],
      blockedBy: blockedBy.slice(0, 1),
      pleaseLook: [
        ...(both.length === 0 ? [] : [{ code: 'rater-reviews', details: { evaluationIds: both } }]),
        ...leaving.map(({ employeeNo }) => ({ code: 'will-leave', details: { employeeNos: [employeeNo] } })),
      ],
      details: { evaluations: evaluations.length, openTasks: tasks.length, ...(groups > 0 && { groups }) },
      changes: await linesOfHanding(db, toHand(context, { evaluations, tasks, places, inCycle })),
    };
  },

  execute: giveTo,
};

async function giveTo(trx: Trx, context: ExecutionContext<'reassign'>): Promise<Outcome> {
  const { cycleId, actorId, requestId } = context;
  const { id: to } = await getSubstitute(trx, context);
  const { as } = context.arguments;
  const before = await found(trx, context, to);
  const ids = before.evaluations.map(({ id }) => id);
  await sql`select from evaluation where id = any (${ids}::bigint[]) order by id for no key update`.execute(trx);
  const handedEvaluations = isOfPeople(context) ? await handedBy(trx, toHand(context, before)) : [];
  if (isOfPeople(context))
    await trx
      .updateTable('evaluation')
      .set({ [`${as}_id`]: to })
      .where('id', 'in', [...ids, '0'])
      .execute();
  await sql`
      insert into audit_event (cycle_at, what, subject, actor, details)
      select (select cycle_now(${cycleId})), 'evaluation.reassigned', id, ${actorId},
             jsonb_build_object('requestId', ${requestId}::text, 'as', ${as}::text, 'to', ${to}::text)
        from unnest(${ids}::bigint[]) id order by id`.execute(trx);
  await holdRuns(trx, context, before);
  const { tasks: open, places: chosen, inCycle, memberId } = await found(trx, context, to);
  const tasks = await holdOpen(trx, open);
  const handed = isOfPeople(context)
    ? handedEvaluations
    : await handedBy(trx, toHand(context, { evaluations: [], tasks, places: chosen, inCycle }));
  const places = as === 'task' ? placesOf(tasks) : chosen;
  // First: what stands in a chair's form when it opens depends on who chairs.
  await takePlaces(trx, { places, to });
  await handOver(
    trx,
    tasks.map((task) => ({ ...task, to })),
  );
  await auditPlaces(trx, { places, to, cycleId, actorId, requestId });
  if (inCycle && (as === 'chair' || as === 'member')) await takePlaceInCycle(trx, { cycleId, as, memberId, to });
  await auditTasks(trx, { what: 'task.reassigned', cycleId, actorId, requestId, taskIds: tasks.map(({ id }) => id) });
  const told = tasks.map(({ id, phase }) => ({ taskId: id, assigneeId: to, phase }));
  const mails = await tellReassigned(trx, context, [{ toId: to, handed, tasks: told }]);
  return { evaluations: ids.length, tasks: tasks.length, mails };
}

/** Whether two persons hand it over. */
async function isForTwo(db: Db | Trx, context: Scope): Promise<boolean> {
  const roles = await rolesHanded(db, context);
  return roles.some((role) => HANDED_BY_TWO.includes(role)) || ratingsAreOpen(db, context.cycleId);
}

async function rolesHanded(db: Db | Trx, context: Scope): Promise<readonly TaskRole[]> {
  const { as } = context.arguments;
  if (as !== 'task') return [as];
  const { id: to } = await getSubstitute(db, context);
  return (await openTasks(db, context, { to, memberId: undefined })).map(({ kind }) => KINDS[kind].role);
}

/** Whoever gets the post and whoever has it is concerned too: nobody takes or lays down one by their own order. A place in the cycle's own committee is one in every group. */
async function touchedByPost(db: Db | Trx, context: CommandContext<'reassign'>): Promise<Touched> {
  const { as } = context.arguments;
  const { id } = await getSubstitute(db, context);
  const by = {
    task: touchedByTasks,
    rater: touchedByEvaluations,
    reviewer: touchedByEvaluations,
    chair: touchedByPlaces,
    member: touchedByPlaces,
  };
  const touched = await by[as](db, context);
  // Nobody chooses who checks what they write either.
  const relieved = isOfPeople(context) ? await aboveEvaluations(db, touched.evaluations) : [];
  return { ...touched, people: [...touched.people, id], relieved };
}

export function refused(why: string): Finding {
  return { code: 'invalid-input', details: { path: '/arguments/employeeNo', reason: why } };
}

/** Whoever opens a task, or seats a committee, holds the run: with all of them here, what is to change is there, or will be the substitute's. */
async function holdRuns(trx: Trx, context: Scope, { evaluations, tasks }: Found): Promise<void> {
  const evaluationIds = evaluations.map(({ id }) => id);
  const runIds = tasks.map((task) => task.process_run_id);
  const inGroups = sql`p.rating_group_id is not null and ${selectedRuns(context.cycleId, context.selection)}`;
  await sql`
    select from process_run p left join evaluation e on e.id = p.evaluation_id
     where p.state in ('open', 'failed')
       and (p.evaluation_id = any (${evaluationIds}::bigint[]) or p.id = any (${runIds}::bigint[])
            or ${isOfCommittee(context) ? inGroups : sql`false`})
     order by p.id for no key update of p`.execute(trx);
}

function isOfPeople({ arguments: { as } }: Scope): boolean {
  return as === 'rater' || as === 'reviewer';
}

function toHand(
  { cycleId, arguments: given }: Scope,
  { evaluations, tasks, places, inCycle }: Pick<Found, 'evaluations' | 'tasks' | 'places' | 'inCycle'>,
): ToHand {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  return { cycleId, given, evaluationIds: ids(evaluations), taskIds: ids(tasks), places, inCycle };
}

function isOfCommittee({ arguments: { as } }: Scope): boolean {
  return as === 'chair' || as === 'member';
}

async function found(db: Db | Trx, context: Scope, to: string): Promise<Found> {
  const { cycleId, selection, arguments: given } = context;
  const { as, insteadOf } = given;
  const memberId = insteadOf === undefined ? undefined : (await employeeIds(db, [insteadOf])).get(insteadOf);
  const tasks = await openTasks(db, context, { to, memberId });
  const asked = { cycleId, selection, memberId, to };
  return {
    evaluations: isOfPeople(context) ? await evaluationsOf(db, context, to) : [],
    tasks,
    ...(as === 'chair' || as === 'member'
      ? { places: await committeePlaces(db, { ...asked, as }), inCycle: await changesCycle(db, { ...asked, as }) }
      : { places: placesOf(tasks), inCycle: false }),
    memberId,
  };
}

async function getSubstitute(
  db: Db | Trx,
  { cycleId, arguments: { employeeNo } }: Scope,
): Promise<{ id: string; hasLeft: boolean }> {
  const id = (await employeeIds(db, [employeeNo])).get(employeeNo) ?? '0';
  return { id, hasLeft: (await peopleLeft(db, cycleId)).has(id) };
}

async function evaluationsOf(db: Db | Trx, { cycleId, selection, arguments: { as } }: Scope, to: string) {
  const role = sql.ref(as === 'rater' ? 'e.rater_id' : 'e.reviewer_id');
  const { rows } = await sql<{ id: string; employee_id: string }>`
    select e.id, e.employee_id from evaluation e
     where e.state = 'enrolled' and ${role} is distinct from ${to}::bigint
       and ${selectedEvaluations(cycleId, selection)}
     order by e.id`.execute(db);
  return rows;
}

interface Roles {
  readonly to: string;
  readonly memberId: string | undefined;
}

async function openTasks(
  db: Db | Trx,
  { cycleId, selection, arguments: { as } }: Scope,
  { to, memberId }: Roles,
): Promise<readonly OpenTask[]> {
  const kinds = TASK_KINDS.filter((kind) => as === 'task' || KINDS[kind].role === as);
  const ofPeople = as === 'rater' || as === 'reviewer';
  const { rows } = await sql<OpenTask>`
    select t.id, t.process_run_id, t.kind, t.round, t.seat, p.phase, p.evaluation_id, e.employee_id,
           coalesce(t.leads, false) leads
      from task t join process_run p on p.id = t.process_run_id left join evaluation e on e.id = p.evaluation_id
     where t.outcome is null and p.state in ('open', 'failed') and t.kind = any (${kinds}::text[])
       and t.assignee_id is distinct from ${to}::bigint
       and (${as} <> 'member' or t.assignee_id = ${memberId ?? null}::bigint)
       and ${ofPeople ? selectedEvaluations(cycleId, selection) : selectedTasks(cycleId, selection)}
     order by t.id`.execute(db);
  return rows;
}

/** What a committee's tasks stand for: who has the task has the chair, or the seat. */
function placesOf(tasks: readonly OpenTask[]): readonly CommitteePlace[] {
  return tasks.flatMap(({ kind, process_run_id: processRunId, seat }): readonly CommitteePlace[] => {
    const { role } = KINDS[kind];
    if (role === 'chair') return [{ processRunId, seat: null }];
    return role === 'member' ? [{ processRunId, seat }] : [];
  });
}
