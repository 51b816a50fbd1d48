import { sql } from 'kysely';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import type { Trx } from '../db/in-transaction.ts';
import { packByHash } from '../db/packs.ts';
import { askedOf, measuresGoals } from '../domain/rating/asked.ts';
import { type HandedIn, readHandedIn } from './handed-in.ts';
import { type KnownBefore, knownBefore } from './known-before.ts';

export interface DraftRequest {
  readonly processRunId: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly evaluationId: string | null;
  /** Of a rating: whether whoever it is about leads others. */
  readonly leads: boolean;
}

/** As `firstDrafts`, of one. */
export async function firstDraft(trx: Trx, request: DraftRequest): Promise<unknown> {
  return (await firstDrafts(trx, [request]))[0];
}

/**
 * What stands in each form when it opens, in a fixed number of statements: the answer of the round before, else what the record already knows.
 * @throws DomainError 'record-unreadable'
 */
export async function firstDrafts(trx: Trx, requests: readonly DraftRequest[]): Promise<readonly unknown[]> {
  const answers = await answersBefore(trx, requests.filter(comesBack));
  const decisions = await ownDecisionsBefore(
    trx,
    requests.filter(({ kind }) => kind === 'calibration.lock'),
  );
  const ofRecord = requests.filter((request) => OF_RECORD.has(request.kind) && !answers.has(nameOf(request)));
  const known = await knownBefore(
    trx,
    ofRecord.flatMap(({ evaluationId }) => evaluationId ?? []),
  );
  const drafts: unknown[] = [];
  for (const request of requests) {
    const before = answers.get(nameOf(request)) ?? decisions.get(nameOf(request));
    drafts.push(before ?? (await FIRST[request.kind](trx, { request, known: known.get(request.evaluationId ?? '') })));
  }
  return drafts;
}

interface Beginning {
  readonly request: DraftRequest;
  readonly known: KnownBefore | undefined;
}

type Builder = (trx: Trx, beginning: Beginning) => Promise<unknown>;
const empty = (content: unknown) => () => Promise.resolve(content);

/** Kinds whose form opens with what the record knows of the person. */
const OF_RECORD: ReadonlySet<TaskKind> = new Set(['coaching.hold', 'self-assessment.write', 'rating.write']);

const FIRST: Readonly<Record<TaskKind, Builder>> = {
  'goals.draft': empty({ goals: [] }),
  'goals.agree': empty({}),
  'goals.confirm': empty({}),
  'coaching.hold': (_, { known }) =>
    Promise.resolve({
      progress: (known?.goalIds ?? []).map((goalId) => ({ goalId, actual: '', text: '' })),
      actions: [],
    }),
  'coaching.acknowledge': empty({}),
  'self-assessment.write': (_, { known }) =>
    Promise.resolve({
      goals: (known?.goalIds ?? []).map((goalId) => ({ goalId, actual: '', text: '' })),
      actions: (known?.actions ?? []).map((what) => ({ what, done: null, text: '' })),
    }),
  'rating.write': ratingDraft,
  'rating.review': empty({}),
  'calibration.meeting': empty({ attends: null }),
  'calibration.lock': empty({ moves: [], changes: [], discussed: false }),
  'result.acknowledge': empty({ answer: null }),
};

/** A decision starts empty in every round; what the decided one wrote comes back as it was. */
function comesBack({ kind, round }: DraftRequest): boolean {
  return round > 1 && (kind === 'goals.draft' || kind === 'rating.write' || kind === 'coaching.hold');
}

type Asked = Pick<DraftRequest, 'processRunId' | 'kind' | 'round'>;

function nameOf({ processRunId, kind, round }: Asked): string {
  return `${processRunId}/${kind}/${round}`;
}

function asked(requests: readonly DraftRequest[]) {
  const rows = JSON.stringify(requests.map(({ processRunId, kind, round }) => ({ processRunId, kind, round })));
  return sql`jsonb_to_recordset(${rows}::jsonb) as x("processRunId" bigint, kind text, round int)`;
}

async function answersBefore(trx: Trx, requests: readonly DraftRequest[]): Promise<ReadonlyMap<string, unknown>> {
  if (requests.length === 0) return new Map();
  const { rows } = await sql<Asked & HandedIn>`
    select x."processRunId", x.kind, x.round, t.id "taskId", s.content
      from ${asked(requests)}
      join task t on t.process_run_id = x."processRunId" and t.kind = x.kind and t.round = x.round - 1
      join submission s on s.task_id = t.id`.execute(trx);
  for (const row of rows) readHandedIn(row.kind, row);
  return new Map(rows.map((row) => [nameOf(row), row.content]));
}

/** What the same chair had drafted when the meeting was called again; what another wrote stays theirs. */
async function ownDecisionsBefore(trx: Trx, requests: readonly DraftRequest[]): Promise<ReadonlyMap<string, unknown>> {
  if (requests.length === 0) return new Map();
  const { rows } = await sql<Asked & { readonly content: unknown }>`
    select x."processRunId", x.kind, x.round, d.content
      from ${asked(requests)}
      join task t on t.process_run_id = x."processRunId" and t.kind = x.kind and t.round = x.round - 1
      join calibration_session s on s.process_run_id = t.process_run_id and s.chair_id = t.assignee_id
      join task_draft d on d.task_id = t.id`.execute(trx);
  return new Map(rows.map((row) => [nameOf(row), row.content]));
}

/** Actuals of the self-assessment stand in the rater's form; levels and words are always the rater's own. */
async function ratingDraft(trx: Trx, { request: { leads }, known }: Beginning): Promise<unknown> {
  if (known === undefined) return { goals: [], elements: [] };
  const { goalIds } = known;
  const actuals = actualsOf(known);
  const pack = await packByHash(trx, known.sha256);
  const parts = askedOf(pack, { goalIds, leads });
  const ofGoals = parts.some(({ of }) => of === 'goal') || measuresGoals(pack);
  return {
    goals: ofGoals ? goalIds.map((goalId) => ({ goalId, level: null, actual: actuals.get(goalId) ?? '', text: '' })) : [],
    elements: parts.filter(({ of }) => of === 'element').map(({ id }) => ({ id, level: null, text: '' })),
    ...(pack.overall !== undefined && { overall: { level: null, text: '' } }),
  };
}

/** By goal, as the self-assessment has them; none where nobody handed one in. */
function actualsOf({ taskId, content }: KnownBefore): ReadonlyMap<string, string> {
  if (taskId === null) return new Map();
  const { goals } = readHandedIn('self-assessment.write', { taskId, content });
  return new Map(goals.map(({ goalId, actual }) => [goalId, actual]));
}
