import type { TaskKind } from '../../domain/tasks/kinds.ts';

// Every way through every process of a person or a group, as data: each task with its key and how it ends, in the order in which they end.

export interface Step {
  readonly kind: TaskKind;
  readonly round: number;
  readonly seat: number;
  readonly ends: 'done' | 'returned' | 'expired' | 'skipped';
  /** Laid over the complete answer. */
  readonly content?: object;
}

/** What is special about the person: nobody above the rater, the rater is the reviewer as well, a grade that the phase exempts. */
export type Situation = 'no-reviewer' | 'rater-reviews' | 'exempt';

export interface Scenario {
  /** In the file name of its stored history. */
  readonly name: string;
  readonly phase:
    'goal-setting' | 'midterm-coaching' | 'self-assessment' | 'manager-evaluation' | 'calibration' | 'result-notice';
  readonly situation?: Situation;
  readonly steps: readonly Step[];
  /** Outcome of the process. */
  readonly outcome: string;
}

type Asked = readonly [kind: TaskKind, ends?: Step['ends'], more?: { readonly seat?: number; readonly content?: object }];

// Each of these begins a round.
const OPENERS: readonly TaskKind[] = ['goals.draft', 'coaching.hold', 'rating.write'];

function steps(asked: readonly Asked[]): readonly Step[] {
  let openings = 0;
  return asked.map(([kind, ends = 'done', { seat = 1, content } = {}]) => {
    if (OPENERS.includes(kind)) openings += 1;
    return { kind, round: Math.max(1, openings), seat, ends, ...(content === undefined ? {} : { content }) };
  });
}

const DRAFT: Asked = ['goals.draft'];
const AGREE: Asked = ['goals.agree'];
const HOLD: Asked = ['coaching.hold'];
const WRITE: Asked = ['rating.write'];
const refused: Asked = ['coaching.acknowledge', 'returned', { content: { answer: 'refused' } }];

const goalSetting = (name: string, asked: readonly Asked[], more: Partial<Scenario> = {}): Scenario => ({
  name: `goal-setting-${name}`,
  phase: 'goal-setting',
  steps: steps(asked),
  outcome: 'agreed',
  ...more,
});
const midterm = (name: string, asked: readonly Asked[], outcome = 'acknowledged'): Scenario => ({
  name: `midterm-coaching-${name}`,
  phase: 'midterm-coaching',
  steps: steps(asked),
  outcome,
});
const evaluation = (name: string, asked: readonly Asked[], more: Partial<Scenario> = {}): Scenario => ({
  name: `manager-evaluation-${name}`,
  phase: 'manager-evaluation',
  steps: steps(asked),
  outcome: 'rated',
  ...more,
});
const notice = (name: string, asked: Asked, outcome = 'acknowledged'): Scenario => ({
  name: `result-notice-${name}`,
  phase: 'result-notice',
  steps: steps([asked]),
  outcome,
});

export const SCENARIOS: readonly Scenario[] = [
  goalSetting('agreed', [DRAFT, AGREE, ['goals.confirm']]),
  goalSetting('returned-by-rater', [DRAFT, ['goals.agree', 'returned'], DRAFT, AGREE, ['goals.confirm']]),
  goalSetting('returned-by-reviewer', [DRAFT, AGREE, ['goals.confirm', 'returned'], DRAFT, AGREE, ['goals.confirm']]),
  goalSetting('returned-twice', [
    DRAFT,
    ['goals.agree', 'returned'],
    DRAFT,
    ['goals.agree', 'returned'],
    DRAFT,
    AGREE,
    ['goals.confirm'],
  ]),
  goalSetting('no-reviewer', [DRAFT, AGREE, ['goals.confirm', 'skipped']], { situation: 'no-reviewer' }),
  goalSetting('rater-reviews', [DRAFT, AGREE, ['goals.confirm', 'skipped']], { situation: 'rater-reviews' }),
  goalSetting('exempt', [['goals.draft', 'skipped']], { situation: 'exempt', outcome: 'skipped' }),
  midterm('read', [HOLD, ['coaching.acknowledge']]),
  midterm('commented', [HOLD, ['coaching.acknowledge', 'done', { content: { answer: 'commented', comment: '더 자주' } }]]),
  midterm('no-talk', [
    HOLD,
    ['coaching.acknowledge', 'returned', { content: { answer: 'no-talk', comment: '없었습니다' } }],
    HOLD,
    ['coaching.acknowledge'],
  ]),
  midterm('refused-then-read', [HOLD, refused, HOLD, ['coaching.acknowledge']]),
  midterm('refused-twice', [HOLD, refused, HOLD, ['coaching.acknowledge', 'done', { content: { answer: 'refused' } }]]),
  midterm('silent', [HOLD, ['coaching.acknowledge', 'expired']], 'not-acknowledged'),
  {
    name: 'self-assessment-submitted',
    phase: 'self-assessment',
    steps: steps([['self-assessment.write']]),
    outcome: 'submitted',
  },
  {
    name: 'self-assessment-silent',
    phase: 'self-assessment',
    steps: steps([['self-assessment.write', 'expired']]),
    outcome: 'not-submitted',
  },
  evaluation('approved', [WRITE, ['rating.review']]),
  evaluation('returned', [WRITE, ['rating.review', 'returned'], WRITE, ['rating.review']]),
  evaluation('no-reviewer', [WRITE, ['rating.review', 'skipped']], { situation: 'no-reviewer' }),
  {
    name: 'calibration-attended',
    phase: 'calibration',
    steps: steps([['calibration.meeting'], ['calibration.meeting', 'done', { seat: 2 }], ['calibration.lock']]),
    outcome: 'locked',
  },
  {
    name: 'calibration-one-silent',
    phase: 'calibration',
    steps: steps([['calibration.meeting', 'done', { seat: 2 }], ['calibration.meeting', 'expired'], ['calibration.lock']]),
    outcome: 'locked',
  },
  notice('confirmed', ['result.acknowledge']),
  notice('refused', ['result.acknowledge', 'done', { content: { answer: 'refused', comment: '이의' } }]),
  notice('silent', ['result.acknowledge', 'expired'], 'notice-given'),
];

/** `kind/round/seat` */
export function keyOf({ kind, round, seat }: Pick<Step, 'kind' | 'round' | 'seat'>): string {
  return `${kind}/${round}/${seat}`;
}

/** Keys of the tasks that stand open after so many steps, sorted: the next one, and the seats that are asked with it. */
export function openAfter({ steps }: Scenario, count: number): readonly string[] {
  const left = steps.slice(count).filter(({ ends }) => ends !== 'skipped');
  const [next] = left;
  if (next === undefined) return [];
  return left
    .filter(({ kind, round }) => kind === next.kind && round === next.round)
    .map(keyOf)
    .sort();
}
