import { sql } from 'kysely';
import { closeTask } from '../../commands/close-task.ts';
import { askedOf, measuresGoals, type Scale, scaleOf } from '../../domain/rating/asked.ts';
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
    select t.id, t.kind, t.round, t.seat, t.assignee_id, p.evaluation_id, t.process_run_id
      from task t
      join process_run p on p.id = t.process_run_id
     where t.state = 'open' order by t.id`.execute(db);
  return rows;
}

const goal = ({ pack }: Pick<CycleRecord, 'pack'>, id: string, weight: string) => ({
  id,
  title: `목표 ${id}`,
  duty: '담당 업무',
  indicatorId: null,
  measure: '비율',
  unitOfMeasure: '%',
  direction: 'higher',
  baseline: '76',
  history: [],
  method: 'ratio',
  target: '85',
  whyTarget: '추세',
  source: '보수 대장',
  frequency: 'monthly',
  influence: null,
  designation: pack.goals.fewestCritical === null ? null : 'critical',
  weight: pack.goals.weightsSum === null ? '0' : weight,
  sharedWith: pack.goals.fewestTogether > 0 ? ['H1'] : [],
});

/** The second best level of every scale; of a scale of two, the better one. */
function rating({ pack }: Pick<CycleRecord, 'pack'>) {
  const asked = askedOf(pack, { goalIds: ['g1', 'g2'], leads: false });
  const second = (scale: Scale) => scale.levels[1]?.level;
  const ofGoal = asked.find(({ of }) => of === 'goal')?.scale;
  const rated = ofGoal !== undefined || measuresGoals(pack) ? ['g1', 'g2'] : [];
  return {
    goals: rated.map((goalId) => ({
      goalId,
      level: ofGoal === undefined ? null : second(ofGoal),
      actual: '86',
      text: '근거',
    })),
    elements: asked
      .filter(({ of }) => of === 'element')
      .map(({ id, scale }) => ({ id, level: scale.levels[scale.levels.length > 2 ? 1 : 0]?.level, text: '근거' })),
    ...(pack.overall !== undefined && { overall: { level: second(scaleOf(pack, pack.overall.scale)), text: '근거' } }),
    opinion: '총평',
    strengths: '강점',
    nextYear: '내년',
    development: [{ what: '교육', support: '', by: '2026-12-01' }].slice(0, pack.development.fewest),
  };
}

/** A complete answer for every kind; goals are `g1` and `g2`. */
const ANSWERS: Readonly<Record<TaskKind, (record: Pick<CycleRecord, 'pack'>) => unknown>> = {
  'goals.draft': (record) => ({ goals: [goal(record, 'g1', '60'), goal(record, 'g2', '40')] }),
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
  'rating.write': rating,
  'rating.review': () => ({ reason: '이유가 있습니다' }),
  'calibration.meeting': () => ({ attends: true, note: '' }),
  'calibration.lock': () => ({ moves: [], changes: [], discussed: true, minutes: '' }),
  'result.acknowledge': () => ({ answer: 'confirmed', comment: '', resultVersion: 1 }),
};

export function completeAnswer(record: Pick<CycleRecord, 'pack'>, kind: TaskKind): object {
  return ANSWERS[kind](record) as object;
}

/** Fills a task's draft with a complete answer, with `content` laid over it; answers the version to hand in. */
export async function fill(
  record: Pick<CycleRecord, 'db' | 'pack'>,
  task: Pick<OpenTask, 'id' | 'kind'>,
  content: object = {},
): Promise<number> {
  const complete = { ...completeAnswer(record, task.kind), ...content };
  const { rows } = await sql<{ version: number }>`
    update task_draft
       set content = ${JSON.stringify(complete)}::jsonb, version = version + 1
     where task_id = ${task.id}
    returning version`.execute(record.db);
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
