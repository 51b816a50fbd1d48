import { expect, test } from 'vitest';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import { pack } from '../cycle/sample.ts';

const inputs = {
  goals: [{ id: 'g1', weight: '100', target: '050.0', direction: 'higher', actual: '54.50', level: 4 }],
  competencies: pack.competencies.map(({ id }) => ({ id, level: 4 })),
};

test('the steps of an achievement have the numbers in plain notation, however they were typed: a stored score compares', () => {
  expect(evaluationScore(pack, inputs).steps[0]).toEqual({
    label: 'scoring.ratio.higher',
    formula: 'actual / target × 100',
    inputs: { target: '50', actual: '54.5' },
    value: '109',
    source: 'domain §2.4 F1',
  });
});

test('achievements inform and do not enter the score', () => {
  const other = { ...inputs, goals: inputs.goals.map((goal) => ({ ...goal, actual: null })) };
  expect(evaluationScore(pack, other)).toMatchObject({ score: '80.00', scaled: '56.00', reason: null });
  expect(evaluationScore(pack, inputs)).toMatchObject({ score: '80.00', scaled: '56.00', reason: null });
});

test('a level that is missing leaves no score, and the reason why', () => {
  const unrated = { ...inputs, competencies: [] };
  expect(evaluationScore(pack, unrated)).toMatchObject({ score: null, scaled: null, reason: 'levels-missing' });
});
