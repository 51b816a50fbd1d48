import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levelReached } from '../../../domain/calibration/distribution.ts';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import type { MeasuredGoal, ScoreInputs, UnitCard } from '../../../domain/scoring/rated-things.ts';
import { shippedPack } from '../../support/packs.ts';

const pack = shippedPack('kr-local-grade4');
interface StoredIndicator extends Omit<MeasuredGoal, 'id'> {
  readonly unit: string;
  readonly name: string;
}
const stored = JSON.parse(readFileSync('data/sample-city/indicators.json', 'utf8')) as readonly StoredIndicator[];
const cardOf = (unit: string, corrected: Readonly<Record<string, string>> = {}): UnitCard => ({
  unit,
  indicators: stored
    .filter((one) => one.unit === unit)
    .map(({ name, weight, method, direction, baseline = null, target, actual }) => ({
      id: name,
      weight,
      method,
      direction,
      baseline,
      target,
      actual: corrected[name] ?? actual,
    })),
});

const goal = (id: string, weight: string, actual: string | null) => ({
  id,
  weight,
  actual,
  method: 'ratio',
  direction: 'higher',
  baseline: null,
  target: '100',
  level: null,
  designation: null,
  documented: true,
});
const elements = [
  ['strategy', '4'],
  ['leading', '5'],
  ['coordination', '3'],
  ['integrity', '4'],
].map(([id = '', level = '']) => ({ id, level, documented: true }));
const inputs = (cards: readonly UnitCard[], given: Partial<ScoreInputs> = {}): ScoreInputs => ({
  goals: [goal('g1', '60', '90'), goal('g2', '40', '120')],
  elements,
  overall: null,
  leads: true,
  cards,
  ...given,
});

/** What the unit counts, as its part of the score tells. */
function unitScore(cards: readonly UnitCard[]): string | undefined {
  const { steps } = evaluationScore(pack, inputs(cards));
  return steps.find(({ label, formula }) => label === 'scoring.composition.part' && formula.startsWith('unit:'))?.inputs['score'];
}

describe('the score of a unit', () => {
  it.each([
    ['기획예산과', '98.62'],
    ['자원순환과', '79.57'],
    ['상수도사업소', '92.00'],
    ['솔빛동', '88.00'],
  ])('%s has %s, as the sample city says', (unit, score) => {
    expect(unitScore([cardOf(unit, { '누수 24시간 복구율': '93' })])).toBe(score);
  });

  it('is the mean of the scores of its parts where it is made of others', () => {
    expect(unitScore([cardOf('기획예산과'), cardOf('자원순환과')])).toBe('89.10');
  });
});

describe('a score that is composed', () => {
  it('adds the unit, the own goals capped at 100 and the section by their weights, and a band gives the level', () => {
    const score = evaluationScore(pack, inputs([cardOf('기획예산과')]));
    // 98.62 × 50 % + (0.6 × 90 + 0.4 × 100) × 30 % + (30 × 4 + 30 × 5 + 20 × 3 + 20 × 4) / 500 × 20
    expect(score).toMatchObject({ score: '93.91', scaled: '93.91', level: null, reason: null });
    expect(levelReached(score, pack.levels)).toBe('S');
  });

  it('has no score where the unit, or what it is made of, was not measured', () => {
    expect(evaluationScore(pack, inputs([]))).toMatchObject({ score: null, reason: 'not-measured' });
    const nothing = { unit: '1', indicators: [goal('i1', '100', null)] };
    expect(evaluationScore(pack, inputs([cardOf('기획예산과'), nothing]))).toMatchObject({ score: null, reason: 'not-measured' });
  });

  it('has no score with weights that do not sum, or with what is no number', () => {
    expect(evaluationScore(pack, inputs([{ unit: '1', indicators: [goal('i1', '90', '1')] }])).reason).toBe('weights-do-not-sum');
    expect(evaluationScore(pack, inputs([cardOf('기획예산과')], { goals: [goal('g1', '100', '1e3')] })).reason).toBe(
      'not-a-number',
    );
  });

  it('counts a goal without a value as nothing done, as the pack says', () => {
    const goals = [goal('g1', '50', null), goal('g2', '50', '100')];
    const { steps } = evaluationScore(pack, inputs([cardOf('기획예산과')], { goals }));
    const part = steps.find(({ label, formula }) => label === 'scoring.composition.part' && formula.startsWith('goals:'));
    expect(part?.inputs['score']).toBe('50.00');
  });
});
