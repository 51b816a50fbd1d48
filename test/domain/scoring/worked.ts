import type { KINDS } from '../../../domain/scoring/kinds.ts';

type Facts = { readonly [K in keyof typeof KINDS]: readonly Parameters<(typeof KINDS)[K]['score']>[0][] };

const measured = { direction: 'higher', target: '100', actual: '97' } as const;
const history = ['100', '104', '107', '113', '116'];
const owners = [
  { id: 'P', weight: '20', target: '60', actual: '60' },
  { id: 'Q', weight: '10', target: '40', actual: null },
];
const shares = [
  ['S', '20'],
  ['A', '40'],
  ['B', '30'],
  ['C', '10'],
] as const;
const year = (number: number, ...halves: readonly [string | null, string | null]) => ({ year: number, halves });
const levels = [
  { level: 3, minimum: '2.5' },
  { level: 2, minimum: '1.5' },
];
const postings = [
  { from: '2025-01-01', to: '2025-05-14', score: '88' },
  { from: '2025-05-15', to: '2025-12-31', score: '92' },
  { from: '2026-01-01', to: '2026-01-09', score: '60' },
];
const spaced = { postings, leaves: [{ from: '2025-06-01', to: '2025-06-30' }], minimumDays: 10 };

/** Facts of every kind that between them take every step there is; all are without a fault. */
export const WORKED: Facts = {
  number: [{ text: '△1,234.50' }, { text: '신규' }],
  achievement: [
    { ...measured, method: 'ratio', cap: '90' },
    { ...measured, method: 'ratio', direction: 'lower', floor: '104' },
    { ...measured, method: 'ratio', direction: 'lower', actual: '0', cap: '120' },
    { ...measured, method: 'ratio', direction: 'lower', actual: '0' },
    { ...measured, method: 'ratio', direction: 'lower', target: '0', zeroTarget: 'full-or-nothing' },
    { ...measured, method: 'linear', direction: 'lower' },
    { ...measured, method: 'from-baseline', baseline: '90' },
    { ...measured, method: 'assigned-ratio', history, actual: '999' },
    { ...measured, method: 'assigned-ratio', history, main: false },
    { ...measured, method: 'assigned-deviation', history, actual: '121' },
    { ...measured, method: 'assigned-deviation', history, actual: '121', direction: 'lower', deviation: 'sample' },
    { ...measured, method: 'assigned-deviation', history: ['50'], actual: '55' },
    { ...measured, method: 'trend', history, actual: '121' },
    { ...measured, method: 'trend', history, actual: '121', direction: 'lower' },
    { ...measured, method: 'trend', history: ['1', '2', '3'] },
    { ...measured, method: 'trend', history: ['1', '2', '3'], direction: 'lower' },
    { ...measured, method: 'steps', steps: [['90', '80'], ['95', '90']] }, // prettier-ignore
    { ...measured, method: 'steps', steps: [['110', '90'], ['99', '80'], ['120', '100']] }, // prettier-ignore
    { method: 'milestones', milestones: [{ weight: '40', done: true }, { weight: '35', done: false }, { weight: '25', done: true }] }, // prettier-ignore
    { method: 'panel', panel: ['90', '80', '70'], trim: 1 },
    { method: 'panel', panel: ['90', '80'] },
    { ...measured, method: 'ratio', actual: null },
  ],
  scorecard: [
    {
      indicators: [
        { ...measured, method: 'ratio', id: 'K1', weight: '50' },
        { ...measured, method: 'ratio', id: 'K2', weight: '30', cancelled: true },
        { ...measured, method: 'ratio', id: 'K3', weight: '20', notMeasured: true },
      ],
      cap: '95',
      notMeasured: 'exclude',
    },
    {
      indicators: [
        { ...measured, method: 'ratio', id: 'K1', weight: '60' },
        { ...measured, method: 'ratio', id: 'K2', weight: '40', actual: null },
      ],
      notMeasured: 'zero',
    },
  ],
  composition: [
    {
      components: [
        { id: 'card', score: '90', weight: '60' },
        { id: 'rating', score: '61.60', weight: '40', outOf: '70' },
      ],
      bonus: '4',
      bonusCap: '3',
      penalty: '1',
    },
    { components: [{ id: 'card', score: '90', weight: '100' }], bonus: '2', bonusCap: '3' },
  ],
  elements: [
    {
      groups: [
        { id: 'performance', share: '60', elements: [{ id: 'g1', max: '20', level: 5 }, { id: 'g2', max: '10', level: 3 }] }, // prettier-ignore
        { id: 'ability', share: '40', elements: [{ id: 'c1', max: '15', level: 4 }] },
      ],
      deduction: '1.5',
      outOf: '70',
    },
  ],
  derivation: [
    { rule: 'us-federal-ses', elements: ses(4, 5, 3, 4, 4) },
    { rule: 'us-federal-ses', elements: ses(2, 2, 2, 2, 2) },
    { rule: 'us-federal-ses', elements: ses(5, 5, 5, 5, 5) },
    { rule: 'us-federal-ses', elements: ses(5, 5, 5, 5, 1) },
    { rule: 'us-doi', elements: doi(5, 5, 5, 5, 4) },
    { rule: 'us-doi', elements: doi(5, 5, 5, 5, 3) },
    { rule: 'us-doi', elements: doi(5, 5, 0) },
    { rule: 'us-doi', elements: doi(4, 4, 3) },
    {
      rule: 'oklahoma',
      accountabilities: [
        { id: 'a1', designation: 'critical', rating: 'does-not-meet' },
        { id: 'a2', designation: 'critical', rating: 'needs-improvement', results: 'audit' },
        { id: 'a3', designation: 'important', rating: 'does-not-meet', results: 'audit' },
        { id: 'a4', designation: 'important', rating: 'splendid' },
      ],
      behaviours: [{ id: 'teamwork', rating: 'meets' }],
      overall: 'exceeds',
    },
    {
      rule: 'oklahoma',
      accountabilities: [{ id: 'a1', designation: 'critical', rating: 'meets' }],
      behaviours: [{ id: 'work-hours', rating: 'meets' }],
      overall: 'meets',
    },
    { rule: 'arizona', elements: [{ id: 'e1', level: 3, weight: '60' }, { id: 'e2', level: 2, weight: '40' }], levels }, // prettier-ignore
    { rule: 'arizona', elements: [{ id: 'e1', level: 2, weight: '100' }], levels: [...levels, { level: 1, minimum: '1' }] },
    { rule: 'arizona', elements: [{ id: 'e1', level: 1, weight: '100' }], levels: [{ level: 1, minimum: '1.1' }] },
  ],
  seats: [
    { people: 9, shares, method: 'largest-remainder', spareLowest: true, excluded: 3 },
    { people: 9, shares, method: 'cumulative', excluded: 2 },
    { people: 9, shares, method: 'never-exceed' },
    { people: 7, shares: [['S', '100']], method: 'cumulative', spareLowest: true },
  ],
  'rank-points': [
    {
      bands: [
        { grade: 'S', top: '70', bottom: '64', seats: 1 },
        { grade: 'A', top: '63.90', bottom: '53', seats: 3 },
      ],
    },
  ],
  bonus: [
    { base: '3000000', rates: [['S', '172.5'], ['A', '125'], ['B', '85'], ['C', '0']], shares, budgetRate: '110' }, // prettier-ignore
    { base: '3000000', rates: [['S', '172.5']] },
  ],
  roster: [
    { fullMarks: '70', years: [year(2025, '62.10', '64.30'), year(2024, '60', null)], career: '27.50', bonus: '1.20' },
    { fullMarks: '70', years: [year(2025, '65', '65'), year(2024, null, null), year(2023, null, '61')], career: '20' },
    { fullMarks: '70', years: [year(2023, '65', '65'), year(2024, null, null)], career: '27.50', shift: { rating: '80', career: '20' } }, // prettier-ignore
    { fullMarks: '70', years: [{ ...year(2023, '65', '65'), counted: false }, year(2024, null, '60')], career: '0' },
  ],
  proration: [
    { method: 'days', ...spaced },
    { method: 'months', ...spaced },
  ],
  severity: [{ raters: { R1: ['92', '95', '90', '93', '95'], R2: ['78', '80', '82', '75', '85'], R3: ['80'] } }],
  'adverse-impact': [
    {
      groups: [
        { id: 'women', selected: 6, of: 40 },
        { id: 'men', selected: 12, of: 60 },
        { id: 'few', selected: 1, of: 4 },
      ],
    },
  ],
  'multi-source': [
    { groups: [given('peer', '60', '92', '88', '85', '95', '60'), given('superior', '40', '90')], trim: 1 },
    { groups: [given('peer', '60', '92', '88', '85'), given('superior', '40', '90', '91', '92', '93')], trim: 2 },
    { groups: [given('peer', '60', '92', '88', '85'), given('superior', '40', '90', '91', '92')] },
  ],
  'shared-indicator': [
    { ...measured, mode: 'same', cap: '95', owners },
    { direction: 'higher', mode: 'contribution', owners: owners.map((owner) => owner) },
  ],
};

function ses(...of: readonly number[]) {
  return (['LC', 'LP', 'BA', 'BC', 'RD'] as const).map((id, index) => ({ id, level: of[index] ?? 1, weight: '20' }));
}
function doi(...of: readonly number[]) {
  return of.map((level, index) => ({ id: `e${index + 1}`, level }));
}
function given(id: string, weight: string, ...scores: readonly string[]) {
  return { id, weight, scores };
}
