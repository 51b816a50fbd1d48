import type { Script } from '../../cli/demo/acts.ts';
import { type City, type CityGoal, type Levels, readJson } from '../../cli/demo/city.ts';
import type { CityPerson } from '../../cli/demo/people-file.ts';
import { TASK_KINDS, type TaskKind } from '../../domain/tasks/kinds.ts';

const person = (employeeNo: string, name: string, rest: Partial<CityPerson> = {}): CityPerson => ({
  employee_no: employeeNo,
  name,
  email: `${employeeNo.toLowerCase()}@city.example`,
  unit: 'City Hall',
  grade: '4',
  job: '',
  rater_no: '',
  reviewer_no: '',
  group: '',
  hired_on: '2001-01-01',
  language: '',
  ...rest,
});
const rated = (raterNo: string, unit: string): Partial<CityPerson> => ({
  unit,
  grade: '7',
  rater_no: raterNo,
  reviewer_no: 'V1',
  group: 'Grade 7',
});

const PEOPLE: readonly CityPerson[] = [
  person('C1', 'Chris Moon'),
  person('V1', 'Vera Stone'),
  person('N1', 'Nora Lim'),
  person('N2', 'Ian Song'),
  person('O1', 'Olga Webb'),
  person('H1', '배평정', { unit: '도로과' }),
  person('P1', '안직원', rated('H1', '도로과')),
  person('P2', '오동료', rated('H1', '도로과')),
  person('H2', 'Reed Hall', { unit: 'Parks' }),
  person('Q1', 'Quinn Park', rated('H2', 'Parks')),
  person('Q2', 'Toni Lane', rated('H2', 'Parks')),
];

export const SMALL_YEAR_ROLES = [
  { employeeNo: 'N1', role: 'hr' },
  { employeeNo: 'N2', role: 'hr-approver' },
  { employeeNo: 'O1', role: 'operator' },
] as const;

const INDICATORS = [
  { unit: '도로과', name: '24시간 안에 고친 비율', nameEn: 'Repaired within 24 hours' },
  { unit: 'Parks', name: 'Visitors who come again', nameEn: 'Visitors who come again' },
].map((one) => ({
  ...one,
  unitOfMeasure: '%',
  direction: 'higher' as const,
  method: 'ratio' as const,
  baseline: '76',
  target: '85',
  actual: '86',
  weight: '100',
}));

const common = {
  id: 'g1',
  unitOfMeasure: '%',
  direction: 'higher',
  baseline: '76',
  history: ['72', '74', '76'],
  target: '85',
  frequency: 'monthly',
  influence: 'high',
  weight: '100',
  midterm: '80',
  final: '86',
} satisfies Partial<CityGoal>;
const ROADS: CityGoal = {
  ...common,
  title: '도로 파임을 24시간 안에 고친다',
  duty: '도로 보수',
  indicator: '24시간 안에 고친 비율',
  measure: '24시간 안에 고친 비율',
  whyTarget: '사람이 늘었습니다.',
  source: '도로 관리 대장',
};
const PARKS: CityGoal = {
  ...common,
  title: 'Make parks places that people come back to',
  duty: 'Care of parks',
  indicator: 'Visitors who come again',
  measure: 'Share of visitors who come again',
  whyTarget: 'Two parks were mended last year.',
  source: 'Counts at the gates',
};

const allAt = (level: number): Levels => ({
  goals: [level],
  elements: { planning: level, execution: level, communication: level, collaboration: level },
});

/** Done by hand in a browser: simulated people leave them alone. */
const BY_HAND: Readonly<Record<string, readonly { readonly kind: TaskKind; readonly about?: string }[]>> = {
  H1: [
    { kind: 'coaching.hold', about: 'P1' },
    { kind: 'rating.write', about: 'P1' },
  ],
  H2: [{ kind: 'coaching.hold', about: 'Q1' }, { kind: 'rating.write', about: 'Q1' }, { kind: 'calibration.meeting' }],
  P1: [{ kind: 'coaching.acknowledge' }, { kind: 'self-assessment.write' }, { kind: 'result.acknowledge' }],
  Q1: [{ kind: 'coaching.acknowledge' }, { kind: 'self-assessment.write' }, { kind: 'result.acknowledge' }],
  V1: [{ kind: 'rating.review', about: 'P1' }, { kind: 'rating.review', about: 'Q1' }, { kind: 'calibration.meeting' }],
  C1: [{ kind: 'calibration.lock' }],
};

// What is planned for a day that is over is done as soon as the task is seen: the year is short.
const atOnce = TASK_KINDS.map((kind) => ({ kind, on: '2026-01-02' }));
const scriptOf = (employeeNo: string): Script => ({
  employeeNo,
  acts: [...(BY_HAND[employeeNo] ?? []).map((act) => ({ ...act, never: true as const })), ...atOnce],
});

const hrAct = { do: 'command', at: '09:00', reason: '계획한 대로 합니다.' } as const;

/** Two units with two rated people each, in one group with seats; Parks and the committee are English, Roads is Korean. */
export const SMALL_YEAR: City = {
  seed: 1,
  settings: {
    city: '작은시',
    year: 2026,
    timeZone: 'Asia/Seoul',
    startsAt: '2026-01-16T09:00:00+09:00',
    hr: { officers: ['N1'], approvers: ['N2'] },
    roles: SMALL_YEAR_ROLES,
    committee: { chair: 'C1', members: ['V1', 'H1', 'H2'] },
    exclusions: [],
  },
  cycles: [
    {
      name: 'Rehearsal 2026',
      pack: 'kr-local-grade5',
      groups: [],
      hr: [
        { ...hrAct, on: '2026-01-16', command: 'launch-cycle', arguments: { inMinutes: 0 } },
        { ...hrAct, on: '2027-01-25', command: 'publish', arguments: { at: '2027-01-28T10:00:00+09:00' } },
      ],
    },
  ],
  refusedAddresses: [],
  units: [],
  people: PEOPLE,
  joiners: new Map(),
  indicators: INDICATORS,
  goals: new Map([
    ['P1', [ROADS]],
    ['P2', [ROADS]],
    ['Q1', [PARKS]],
    ['Q2', [PARKS]],
  ]),
  levels: new Map([
    ['P2', allAt(3)],
    ['Q2', allAt(2)],
  ]),
  scripts: new Map(PEOPLE.map((one) => [one.employee_no, scriptOf(one.employee_no)])),
  routine: [],
  phrases: readJson('phrases.json'),
};
