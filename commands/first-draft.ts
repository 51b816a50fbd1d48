import { sql } from 'kysely';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import type { Trx } from '../db/in-transaction.ts';
import { packByHash } from '../db/packs.ts';
import { askedOf, measuresGoals } from '../domain/rating/asked.ts';
import { readHandedIn } from './handed-in.ts';

export interface DraftRequest {
  readonly processRunId: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly evaluationId: string | null;
  /** Of a rating: whether whoever it is about leads others. */
  readonly leads: boolean;
}

/**
 * What stands in a form when it opens: the answer of the round before, else what the record already knows.
 * @throws DomainError 'record-unreadable'
 */
export async function firstDraft(trx: Trx, request: DraftRequest): Promise<unknown> {
  if (request.round > 1) {
    const before = await lastAnswer(trx, request);
    if (before !== undefined) return before;
  }
  return FIRST[request.kind](trx, request);
}

type Builder = (trx: Trx, request: DraftRequest) => Promise<unknown>;
const empty = (content: unknown) => () => Promise.resolve(content);

const FIRST: Readonly<Record<TaskKind, Builder>> = {
  'goals.draft': empty({ goals: [] }),
  'goals.agree': empty({}),
  'goals.confirm': empty({}),
  'coaching.hold': async (trx, { evaluationId }) => ({
    progress: (await goalKeys(trx, evaluationId)).map((goalId) => ({ goalId, actual: '', text: '' })),
    actions: [],
  }),
  'coaching.acknowledge': empty({}),
  'self-assessment.write': async (trx, { evaluationId }) => ({
    goals: (await goalKeys(trx, evaluationId)).map((goalId) => ({ goalId, actual: '', text: '' })),
    actions: (await agreedActions(trx, evaluationId)).map((what) => ({ what, done: null, text: '' })),
  }),
  'rating.write': ratingDraft,
  'rating.review': empty({}),
  'calibration.meeting': empty({ attends: null }),
  'calibration.lock': async (trx, request) =>
    (await ownDecisionBefore(trx, request)) ?? { moves: [], changes: [], discussed: false },
  'result.acknowledge': empty({ answer: null }),
};

/** A decision starts empty in every round; what the decided one wrote comes back as it was. */
async function lastAnswer(trx: Trx, { processRunId, kind, round }: DraftRequest): Promise<unknown> {
  if (kind !== 'goals.draft' && kind !== 'rating.write' && kind !== 'coaching.hold') return undefined;
  const row = await trx
    .selectFrom('task as t')
    .innerJoin('submission as s', 's.task_id', 't.id')
    .select(['t.id as taskId', 's.content'])
    .where('t.process_run_id', '=', processRunId)
    .where('t.kind', '=', kind)
    .where('t.round', '=', round - 1)
    .executeTakeFirst();
  if (row !== undefined) readHandedIn(kind, row);
  return row?.content;
}

/** What the same chair had drafted when the meeting was called again; what another wrote stays theirs. */
async function ownDecisionBefore(trx: Trx, { processRunId, round }: DraftRequest): Promise<unknown> {
  const row = await trx
    .selectFrom('task as t')
    .innerJoin('task_draft as d', 'd.task_id', 't.id')
    .innerJoin('calibration_session as s', (join) =>
      join.onRef('s.process_run_id', '=', 't.process_run_id').onRef('s.chair_id', '=', 't.assignee_id'),
    )
    .select('d.content')
    .where('t.process_run_id', '=', processRunId)
    .where('t.kind', '=', 'calibration.lock')
    .where('t.round', '=', round - 1)
    .executeTakeFirst();
  return row?.content;
}

async function goalKeys(trx: Trx, evaluationId: string | null): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('goal')
    .select('key')
    .where('evaluation_id', '=', evaluationId)
    .where('replaced_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.key);
}

async function agreedActions(trx: Trx, evaluationId: string | null): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('coaching_action')
    .select('what')
    .where('evaluation_id', '=', evaluationId)
    .where('replaced_at', 'is', null)
    .orderBy('id')
    .limit(3)
    .execute();
  return rows.map((row) => row.what);
}

interface Known {
  readonly sha256: string;
  readonly goalIds: readonly string[];
  /** Of the self-assessment that was handed in. */
  readonly taskId: string | null;
  readonly content: unknown;
}

/** Actuals of the self-assessment stand in the rater's form; levels and words are always the rater's own. */
async function ratingDraft(trx: Trx, { evaluationId, leads }: DraftRequest): Promise<unknown> {
  const { rows } = await sql<Known>`
    select encode(k.sha256, 'hex') sha256, a.id "taskId", s.content,
           array(select g.key from goal g where g.evaluation_id = e.id and g.replaced_at is null order by g.id) "goalIds"
      from evaluation e join cycle y on y.id = e.cycle_id join policy_pack k on k.id = y.policy_pack_id
      left join lateral (
        select t.id from process_run p join task t on t.process_run_id = p.id and t.kind = 'self-assessment.write' and t.outcome = 'done'
         where p.evaluation_id = e.id and p.state <> 'void' order by t.id desc limit 1) a on true
      left join submission s on s.task_id = a.id
     where e.id = ${evaluationId}`.execute(trx);
  const known = rows[0];
  if (known === undefined) return { goals: [], elements: [] };
  const { goalIds } = known;
  const actuals = actualsOf(known);
  const pack = await packByHash(trx, known.sha256);
  const asked = askedOf(pack, { goalIds, leads });
  const ofGoals = asked.some(({ of }) => of === 'goal') || measuresGoals(pack);
  return {
    goals: ofGoals ? goalIds.map((goalId) => ({ goalId, level: null, actual: actuals.get(goalId) ?? '', text: '' })) : [],
    elements: asked.filter(({ of }) => of === 'element').map(({ id }) => ({ id, level: null, text: '' })),
    ...(pack.overall !== undefined && { overall: { level: null, text: '' } }),
  };
}

/** By goal, as the self-assessment has them; none where nobody handed one in. */
function actualsOf({ taskId, content }: Known): ReadonlyMap<string, string> {
  if (taskId === null) return new Map();
  const { goals } = readHandedIn('self-assessment.write', { taskId, content });
  return new Map(goals.map(({ goalId, actual }) => [goalId, actual]));
}
