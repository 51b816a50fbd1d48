import { sql } from 'kysely';
import { closeTask } from '../../commands/close-task.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { CycleRecord } from './record.ts';

export interface OpenTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly seat: number;
  readonly assignee_id: string;
  readonly evaluation_id: string | null;
  readonly process_run_id: string;
}

export async function openTasks({ db }: Pick<CycleRecord, 'db'>): Promise<readonly OpenTask[]> {
  const { rows } = await sql<OpenTask>`
    select t.id, t.kind, t.round, t.seat, t.assignee_id, p.evaluation_id, t.process_run_id from task t join process_run p on p.id = t.process_run_id
     where t.state = 'open' order by t.id`.execute(db);
  return rows;
}

const goal = (id: string, weight: string, indicatorId: string | null) => ({
  id,
  title: `목표 ${id}`,
  duty: '담당 업무',
  indicatorId,
  measure: '비율',
  unitOfMeasure: '%',
  direction: 'higher',
  baseline: '76',
  history: [],
  target: '85',
  whyTarget: '추세',
  source: '보수 대장',
  frequency: 'monthly',
  influence: null,
  weight,
  sharedWith: [],
});

/** A complete answer for every kind; goals are `g1` and `g2`. */
const ANSWERS: Readonly<Record<TaskKind, (record: Pick<CycleRecord, 'pack'>) => unknown>> = {
  'goals.draft': () => ({ goals: [goal('g1', '60', null), goal('g2', '40', null)] }),
  'goals.agree': () => ({ reason: '이유가 있습니다' }),
  'goals.confirm': () => ({ reason: '이유가 있습니다' }),
  'coaching.hold': () => ({
    heldOn: '2026-06-10',
    place: '회의실',
    minutes: 30,
    progress: ['g1', 'g2'].map((goalId) => ({ goalId, actual: '80', text: '' })),
    wentWell: '가',
    obstacle: '나',
    raterRemoves: '다',
    nextTwoWeeks: '라',
    actions: [{ what: '자료 정리', who: 'rater', by: '2026-07-01', knownBy: '목록' }],
    goalChange: '',
  }),
  'coaching.acknowledge': () => ({ answer: 'read', comment: '' }),
  'self-assessment.write': () => ({
    goals: ['g1', 'g2'].map((goalId) => ({ goalId, actual: '86', text: '했습니다' })),
    actions: [],
    together: '',
    wish: '',
  }),
  'rating.write': ({ pack }) => ({
    goals: ['g1', 'g2'].map((goalId) => ({ goalId, level: 4, actual: '86', text: '근거' })),
    competencies: pack.competencies.map(({ id }) => ({ id, level: 4, text: '근거' })),
    opinion: '총평',
    strengths: '강점',
    nextYear: '내년',
  }),
  'rating.review': () => ({ reason: '이유가 있습니다' }),
  'calibration.meeting': () => ({ attends: true, note: '' }),
  'calibration.lock': () => ({ moves: [], discussed: true, minutes: '' }),
  'result.acknowledge': () => ({ answer: 'confirmed', comment: '' }),
};

/** Fills a task's draft with a complete answer, with `content` laid over it; answers the version to hand in. */
export async function fill(
  record: Pick<CycleRecord, 'db' | 'pack'>,
  task: Pick<OpenTask, 'id' | 'kind'>,
  content: object = {},
): Promise<number> {
  const complete = { ...(ANSWERS[task.kind](record) as object), ...content };
  const { rows } = await sql<{ version: number }>`
    update task_draft set content = ${JSON.stringify(complete)}::jsonb, version = version + 1 where task_id = ${task.id} returning version`.execute(
    record.db,
  );
  return rows[0]?.version ?? 0;
}

/** Fills a task's draft and closes it as its assignee. */
export async function answer(
  record: Pick<CycleRecord, 'db' | 'pack'>,
  task: OpenTask,
  { outcome = 'done', content }: { readonly outcome?: string; readonly content?: object } = {},
): Promise<void> {
  const version = await fill(record, task, content);
  await closeTask(record.db, { taskId: task.id, actorId: task.assignee_id, outcome, version });
}
