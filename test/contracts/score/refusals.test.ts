import { describe, expect, test } from 'vitest';
import { recalculate } from '../../../contracts/score/recalculate.ts';

function refusal(input: unknown): unknown {
  try {
    return recalculate(typeof input === 'string' ? input : JSON.stringify(input));
  } catch (error) {
    const { code, details, stack } = error as { code?: string; details?: { path: string }; stack: string };
    if (code === undefined) throw new Error(stack);
    return `${code} ${details?.path}`;
  }
}

const ratio = { kind: 'achievement', method: 'ratio', direction: 'higher', target: '4.0', actual: '4.11' };
const seats = {
  kind: 'seats',
  people: 20,
  shares: [
    ['S', 30],
    ['A', 50],
    ['B', 20],
  ],
  method: 'largest-remainder',
};
const indicator = { id: 'K1', weight: '100', method: 'ratio', direction: 'higher', target: '4.0', actual: '4.11' };
const posting = { from: '2025-01-01', to: '2025-05-14', score: '88' };
const proration = { kind: 'proration', method: 'days', postings: [posting] };
const roster = { kind: 'roster', fullMarks: '70', years: [{ year: 2025, halves: ['62.10', null] }], career: '27.50' };
const without = (object: object, name: string) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

describe('refusals of a recalculation', () => {
  test.each(['method', 'people', 'shares'])('GEN1: a field without mark or default is needed: %s', (name) => {
    expect(refusal(without(seats, name))).toBe(`missing-field /${name}`);
  });

  test.each([
    '1e2',
    '+1',
    ' 1',
    '1 ',
    '1,000',
    '0x1',
    'NaN',
    'Infinity',
    '',
    '.5',
    '5.',
    '１',
    '−1',
    '1'.repeat(61),
    `0.${'1'.repeat(60)}`,
  ])('GEN4: %j is not a number', (text) => {
    expect(refusal({ ...ratio, actual: text })).toBe('not-a-number /actual');
  });

  test('GEN5: a number of the document is judged by its text wherever it stands', () => {
    expect(refusal('{"kind":"achievement","method":"ratio","nonsense":[{"a":4.0}],"target":4.11}')).toBe(
      'binary-number /nonsense/0/a',
    );
    expect(refusal('{"kind":"nonsense","a":1,"a":4e1}')).toBe('binary-number /a');
  });

  test('row-38: no leave is an empty list of leaves, and a refusal names the field that is wrong', () => {
    expect(refusal({ ...proration, leaves: [] })).toMatchObject({ kind: 'proration' });
    const band = { grade: 'S', top: '60', bottom: '70', seats: 1 };
    expect(refusal({ kind: 'rank-points', bands: [band] })).toBe('value-out-of-range /bands/0/bottom');
    const years = [{ year: 2025, halves: ['60', '60'], counted: false }];
    expect(refusal({ ...roster, years })).toBe('empty-list /years');
  });

  test('GEN6: an empty list is refused, but as the whole input, as history and as scores of multi-source', () => {
    expect(refusal('[]')).toEqual([]);
    expect(refusal({ ...seats, shares: [] })).toBe('empty-list /shares');
    expect(refusal({ kind: 'severity', raters: {} })).toBe('empty-list /raters');
    expect(refusal({ kind: 'severity', raters: { 'a/b': [] } })).toBe('empty-list /raters/a~1b');
    expect(refusal({ ...proration, postings: [] })).toBe('empty-list /postings');
  });

  test.each([
    ['"seats"', 'wrong-type '],
    ['null', 'wrong-type '],
    ['[[]]', 'wrong-type /0'],
    ['{}', 'missing-field /kind'],
    ['{"kind":5}', 'unknown-kind /kind'],
    ['{"kind":null}', 'unknown-kind /kind'],
    ['{"kind":"Seats"}', 'unknown-kind /kind'],
    ['{"kind":"__proto__"}', 'unknown-kind /kind'],
    ['{"kind":"constructor"}', 'unknown-kind /kind'],
  ])('GEN6: %s', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  test.each([
    [{ ...seats, people: true }, 'wrong-type /people'],
    [{ ...seats, people: null }, 'wrong-type /people'],
    [{ ...seats, people: '2.5' }, 'value-out-of-range /people'],
    [{ ...seats, people: -1 }, 'value-out-of-range /people'],
    [{ ...seats, people: 'ten' }, 'not-a-number /people'],
    [{ ...seats, method: 'best' }, 'unknown-value /method'],
    [{ ...seats, method: 1 }, 'wrong-type /method'],
    [{ ...seats, spareLowest: 'true' }, 'wrong-type /spareLowest'],
    [{ ...seats, shares: { S: 100 } }, 'wrong-type /shares'],
    [{ ...seats, shares: [['S', 100, 0]] }, 'wrong-type /shares/0'],
    [{ ...seats, shares: [[1, 100]] }, 'wrong-type /shares/0/0'],
    [{ ...roster, years: [{ year: '2025.5', halves: ['1', '1'] }] }, 'value-out-of-range /years/0/year'],
  ])('GEN6: a value of the wrong kind is named: %j', (input, expected) => {
    expect(refusal(input)).toBe(expected);
  });

  test('GEN6: a field may stand once', () => {
    expect(refusal('{"kind":"number","text":"1","text":"1"}')).toBe('duplicate-id /text');
    expect(refusal('{"kind":"severity","raters":{"a":["1"],"b":["2"],"a":["1"]}}')).toBe('duplicate-id /raters/a');
  });

  test('GEN7: the path starts at the root and names what is missing or unknown', () => {
    expect(refusal([ratio, { ...ratio, 'x/y': 1 }])).toBe('unknown-field /1/x~1y');
    expect(refusal([ratio, without(ratio, 'target')])).toBe('missing-field /1/target');
    expect(refusal({ kind: 'scorecard', indicators: [indicator, without(indicator, 'weight')] })).toBe(
      'missing-field /indicators/1/weight',
    );
    expect(refusal('{"kind":"number","text":"1","__proto__":{}}')).toBe('unknown-field /__proto__');
    expect(refusal({ kind: 'number', text: '1', '': 1 })).toBe('unknown-field /');
  });

  test('GEN7: of several bad members the first is reported', () => {
    expect(refusal([ratio, { ...ratio, actual: 'x' }, { kind: 'nonsense' }])).toBe('not-a-number /1/actual');
  });

  test('GEN8: what is looked for first is reported, wherever it stands', () => {
    const faults = [
      '"actual":4.11',
      '"kind":"nonsense"',
      '"kind":"achievement","nonsense":1',
      '"kind":"achievement","target":"x"',
    ];
    expect(refusal(`{"method":"ratio","target":"x","nonsense":1,${faults[1]},${faults[0]}}`)).toBe('binary-number /actual');
    expect(refusal(`{"method":"ratio","target":"x","nonsense":1,${faults[1]}}`)).toBe('unknown-kind /kind');
    expect(refusal(`{"method":"ratio","target":"x","nonsense":1,"kind":"achievement"}`)).toBe('unknown-field /nonsense');
    expect(refusal('{"target":"x","kind":"achievement"}')).toBe('missing-field /method');
    expect(refusal({ ...proration, postings: [{ from: 'x', to: '2025-02-30', score: 'x' }] })).toBe(
      'not-a-number /postings/0/score',
    );
    expect(refusal({ ...proration, minimumDays: -1, postings: [{ ...posting, to: '2025-02-30' }] })).toBe(
      'date-invalid /postings/0/to',
    );
  });

  test('GEN8: inside one stage the first in the document is reported', () => {
    expect(refusal('{"kind":"roster","career":"x","fullMarks":"y","years":[{"year":1,"halves":[1,1]}]}')).toBe(
      'not-a-number /career',
    );
    expect(refusal('{"kind":"severity","raters":{"b":["x"],"2":["x"],"1":["x"]}}')).toBe('not-a-number /raters/b/0');
    expect(refusal('{"kind":"severity","raters":{"2":["x"],"1":["x"]}}')).toBe('not-a-number /raters/2/0');
  });

  test.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-1-01',
    '20250101',
    '2025-01-01T00:00',
    '2025-04-31',
    '1900-02-29',
    '',
  ])('PRO2: %j is not a date', (from) => {
    expect(refusal({ ...proration, postings: [{ ...posting, from }] })).toBe('date-invalid /postings/0/from');
  });
});

describe('which fields an achievement has', () => {
  const methods: Readonly<Record<string, object>> = {
    ratio: {},
    linear: {},
    steps: { steps: [['90', '100']] },
    'from-baseline': { baseline: '3' },
    'assigned-ratio': { history: ['1'], main: false },
    'assigned-deviation': { history: ['1'], main: true, deviation: 'sample' },
    trend: { history: ['1'] },
    milestones: { milestones: [{ weight: '100', done: true }] },
    panel: { panel: ['1'], trim: 0 },
  };
  const own = { baseline: '3', steps: [['90', '100']], main: true, deviation: 'sample', history: [], trim: 1, panel: ['1'] };

  test.each(Object.keys(methods))('ACH1: %s accepts the common fields and refuses those of other methods', (method) => {
    const known = { ...ratio, method, ...methods[method], cap: '120', floor: 0, zeroTarget: 'undefined' };
    for (const [name, value] of Object.entries(own)) {
      if (name in known) continue;
      expect(refusal({ ...known, [name]: value }), name).toBe(`unknown-field /${name}`);
      expect(
        refusal({ kind: 'scorecard', indicators: [{ id: 'a', weight: 100, ...without(known, 'kind'), [name]: value }] }),
      ).toBe(`unknown-field /indicators/0/${name}`);
    }
  });

  test.each(['ratio', 'linear', 'steps', 'from-baseline'])('ACH2: %s needs a target, and null is none', (method) => {
    const facts = { ...ratio, method, ...methods[method] };
    expect(refusal({ ...facts, target: null })).toBe('missing-field /target');
    expect(refusal(without(facts, 'target'))).toBe('missing-field /target');
  });

  test('ACH2: from-baseline needs a baseline, and null is none', () => {
    const facts = { ...ratio, method: 'from-baseline' };
    expect(refusal(facts)).toBe('missing-field /baseline');
    expect(refusal({ ...facts, baseline: null })).toBe('missing-field /baseline');
  });

  test('an unknown method is reported as such, though nobody knows its fields', () => {
    expect(refusal({ kind: 'achievement', method: 'guess', history: 5 })).toBe('unknown-value /method');
    expect(refusal({ kind: 'achievement', method: 'guess', nonsense: 5 })).toBe('unknown-field /nonsense');
    expect(refusal({ kind: 'derivation', rule: 'guess', elements: 5 })).toBe('unknown-value /rule');
  });
});

test('BON1: shares and budgetRate come together', () => {
  const bonus = { kind: 'bonus', base: 1000, rates: [['S', 100]] };
  expect(refusal({ ...bonus, shares: [['S', 100]] })).toBe('missing-field /budgetRate');
  expect(refusal({ ...bonus, budgetRate: 100 })).toBe('missing-field /shares');
});
