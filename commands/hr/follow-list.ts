import { sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { Finding } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { auditTasks } from '../../db/deadlines.ts';
import { peopleLeft } from '../../db/departures.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { ratingsAreOpen } from '../../db/open-ratings.ts';
import { ownOf } from '../../db/own-case.ts';
import { asPerson, evaluationsAsLines, lineOf } from '../../db/reading/changes.ts';
import { unprovenAmong } from '../../db/unproven.ts';
import { DomainError } from '../../domain/errors.ts';
import { lesserCaseOf, NOTHING_TOUCHED, type Own, ownCaseOf, type Touched } from '../../domain/two-persons/own-case.ts';
import type { ExecutionContext, HrCommand } from './command.ts';
import { handOver, holdOpen } from './hand-over.ts';
import { type ListMove, listMoves, tasksOfMoves } from './list-moves.ts';
import { refused } from './reassign.ts';
import { tellReassigned } from './tell-reassigned.ts';

/**
 * The selected evaluations get the rater and the reviewer whom the list of people names now, where these are others: for each of them what `reassign`
 * does, for all in one set. Where the list names nobody, who is there stays.
 */
export const followList: HrCommand<'follow-list'> = {
  async needsSecondPerson(db, context) {
    const moves = await listMoves(db, context);
    if (moves.length === 0) return false;
    // Nobody else looks at the rating where one person rates and reviews.
    return moves.some(({ isBoth }) => isBoth) || ratingsAreOpen(db, context.cycleId);
  },

  touches: async (db, context) => touchedByMoves(await listMoves(db, context)),

  /** Whose move is not theirs to ask for, or to say yes to. */
  async wayOut(db, context) {
    const moves = await listMoves(db, context);
    const { cycleId, actorId, approverId = actorId } = context;
    const owns: Own[] = [];
    for (const employeeId of new Set([actorId, approverId])) owns.push(await ownOf(db, { employeeId, cycleId }));
    const concerning = (caseOf: typeof ownCaseOf) =>
      moves.filter((move) => owns.some((own) => caseOf(touchedByMoves([move]), own) !== undefined));
    const own = concerning(ownCaseOf);
    const employeeNos = (own.length === 0 ? concerning(lesserCaseOf) : own).map(({ ofNo }) => ofNo);
    return { code: 'ask-for-the-others', details: { employeeNos: [...new Set(employeeNos)] } };
  },

  async preview(db, context) {
    const moves = await listMoves(db, context);
    const both = new Set(moves.filter(({ isBoth }) => isBoth).map(({ evaluationId }) => evaluationId));
    return {
      affected: new Set(moves.map(({ evaluationId }) => evaluationId)).size,
      blockedBy: (await whyNot(db, context.cycleId, moves)).slice(0, 1),
      pleaseLook: [...(both.size === 0 ? [] : [{ code: 'rater-reviews', details: { evaluationIds: [...both] } }])],
      changes: [...(await linesOf(db, moves, 'rater')), ...(await linesOf(db, moves, 'reviewer'))],
      details: { openTasks: (await tasksOfMoves(db, moves)).length },
    };
  },

  async execute(trx, context) {
    const { cycleId, actorId, requestId } = context;
    const evaluationIds = idsOf(await listMoves(trx, context));
    await holdAll(trx, evaluationIds);
    const moves = await listMoves(trx, { cycleId, selection: { evaluationIds: [...evaluationIds] } });
    // An import waits for nothing that is held here: what it has made of the list since the look is looked at again, and asked for anew.
    if ((await whyNot(trx, cycleId, moves)).length > 0) throw new DomainError('preview-changed');
    await writeMoves(trx, moves);
    await auditMoves(trx, context, moves);
    const tasks = await holdOpen(trx, await tasksOfMoves(trx, moves));
    await handOver(trx, tasks);
    await auditTasks(trx, { what: 'task.reassigned', cycleId, actorId, requestId, taskIds: tasks.map(({ id }) => id) });
    const posts = Map.groupBy(moves, ({ as, toId }) => `${as} ${toId}`);
    const told = Map.groupBy(tasks, ({ as, to }) => `${as} ${to}`);
    const tellings = [...posts].map(([post, own]) => ({
      toId: own[0]?.toId ?? '0',
      handed: own.map(({ as, evaluationId, beforeId, ofId, groupId }) => ({
        role: as,
        id: evaluationId,
        beforeId,
        ofId,
        groupId,
      })),
      tasks: (told.get(post) ?? []).map(({ id, phase, to }) => ({ taskId: id, assigneeId: to, phase })),
    }));
    const mails = await tellReassigned(trx, context, tellings);
    return { evaluations: moves.length, tasks: tasks.length, mails };
  },
};

/** Whoever gets a post is concerned too, and whoever has it. */
function touchedByMoves(moves: readonly ListMove[]): Touched {
  return {
    ...NOTHING_TOUCHED,
    evaluations: idsOf(moves),
    groups: moves.flatMap(({ groupId }) => groupId ?? []),
    people: [...moves.map(({ ofId }) => ofId), ...newOnes(moves)],
    // Nobody chooses who checks what they write either.
    relieved: moves.flatMap(({ aboveIds }) => aboveIds),
  };
}

function idsOf(moves: readonly ListMove[]): readonly string[] {
  return moves.map(({ evaluationId }) => evaluationId);
}

function newOnes(moves: readonly ListMove[]): readonly string[] {
  return [...new Set(moves.map(({ toId }) => toId))];
}

async function whyNot(db: Db | Trx, cycleId: string, moves: readonly ListMove[]): Promise<readonly Finding[]> {
  const left = await peopleLeft(db, cycleId);
  const unproven = await unprovenAmong(db, { employeeIds: newOnes(moves), cycleId });
  const employeeNos = unproven.map(({ employeeNo }) => employeeNo);
  return [
    ...(moves.some(({ toId }) => left.has(toId)) ? [refused('has-left')] : []),
    ...(moves.some(({ isOwn }) => isOwn) ? [refused('oneself')] : []),
    ...(employeeNos.length === 0 ? [] : [{ code: 'person-unconfirmed', details: { employeeNos } }]),
  ];
}

/** Each line: who was in charge, and who will be. */
async function linesOf(db: Db | Trx, moves: readonly ListMove[], as: ListMove['as']): Promise<readonly Change[]> {
  const own = new Map(moves.filter((move) => move.as === as).map((move) => [move.evaluationId, move]));
  const lines = await evaluationsAsLines(db, sql`e.id = any (${[...own.keys()]}::bigint[])`, sql.ref(`e.${as}_id`));
  return lines.map(({ who, before }) => {
    const move = own.get(who?.evaluationId ?? '');
    const after = move === undefined ? null : { employeeNo: move.toNo, name: move.toName };
    return lineOf({ what: as, who, before: asPerson(before), after: asPerson(after) });
  });
}

/** From the moves themselves: the list may name others by now. */
async function writeMoves(trx: Trx, moves: readonly ListMove[]): Promise<void> {
  await sql`
    update evaluation e
       set rater_id = coalesce(m.rater_id, e.rater_id), reviewer_id = coalesce(m.reviewer_id, e.reviewer_id)
      from (select x."evaluationId" id,
                   max(x."toId") filter (where x."as" = 'rater') rater_id,
                   max(x."toId") filter (where x."as" = 'reviewer') reviewer_id
              from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) x ("as" text, "evaluationId" bigint,
                  "toId" bigint)
             group by 1) m
     where m.id = e.id`.execute(trx);
}

/** Whoever opens a task holds the run: with all of them here, what is to change is there, or will be the new one's. */
async function holdAll(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`select from evaluation where id = any (${ids}::bigint[]) order by id for no key update`.execute(trx);
  await sql`
    select from process_run
     where evaluation_id = any (${ids}::bigint[]) and state in ('open', 'failed')
     order by id for no key update`.execute(trx);
}

async function auditMoves(
  trx: Trx,
  { cycleId, actorId, requestId }: ExecutionContext<'follow-list'>,
  moves: readonly ListMove[],
): Promise<void> {
  await sql`
    insert into audit_event (cycle_at, what, subject, actor, details)
    select (select cycle_now(${cycleId})), 'evaluation.reassigned', x."evaluationId", ${actorId},
           jsonb_build_object('requestId', ${requestId}::text, 'as', x."as", 'to', x."toId")
      from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) x ("as" text, "evaluationId" bigint, "toId" text)
     order by x."as", x."evaluationId"`.execute(trx);
}
