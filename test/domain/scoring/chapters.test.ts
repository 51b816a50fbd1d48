import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownResult, resultsFor } from '../../../domain/calibration/distribution.ts';
import { withExtraSeat } from '../../../domain/calibration/extra-seat.ts';
import { chaptersOf, idsIn, tellingOf } from '../../../domain/scoring/chapters.ts';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import type { RatedGoal, ScoreInputs, UnitCard } from '../../../domain/scoring/rated-things.ts';
import type { Step } from '../../../domain/scoring/steps.ts';
import { shippedPack } from '../../support/packs.ts';

interface StoredIndicator extends UnitCardRow {
  readonly unit: string;
  readonly name: string;
}
type UnitCardRow = UnitCard['indicators'][number];

const stored = JSON.parse(readFileSync('data/sample-city/indicators.json', 'utf8')) as readonly StoredIndicator[];
const cardOf = (unit: string): UnitCard => ({
  unit,
  indicators: stored
    .filter((one) => one.unit === unit)
    .map(({ unit: _, name, ...rest }) => ({ ...rest, id: name, baseline: rest.baseline ?? null })),
});
const goal = (level: string | null): RatedGoal => ({
  id: 'g1',
  weight: '100',
  method: 'ratio',
  direction: 'higher',
  baseline: null,
  target: '100',
  actual: '90',
  level,
  designation: null,
  documented: true,
});

function stepsUnder(name: string, level: string, given: Partial<ScoreInputs>): readonly Step[] {
  const pack = shippedPack(name);
  const elements = pack.sections.flatMap((section) => section.elements.map(({ id }) => ({ id, level, documented: true })));
  const inputs: ScoreInputs = { goals: [goal(level)], elements, overall: null, leads: true, cards: [], ...given };
  const { steps, reason } = evaluationScore(pack, inputs);
  expect(reason).toBeNull();
  return steps;
}

const told = (steps: readonly Step[]) =>
  chaptersOf(steps).map((chapter) => [chapter.about === 'part' ? chapter.part : chapter.about, tellingOf(chapter).length]);

describe('the chapters of a result', () => {
  it('of levels: goals that only inform, each section, the score, the place', () => {
    const { levels, distribution } = shippedPack('kr-local-grade5');
    const score = stepsUnder('kr-local-grade5', '4', {});
    const order = ['1', '2', '3', '4'].map((evaluationId) => ({ evaluationId, scaled: '56.00', level: null }));
    const results = resultsFor({ order, distribution, levels });
    const steps = [...score, ...(results[3]?.steps ?? [])];
    expect(told(steps)).toEqual([
      ['goals', 0],
      ['performance', 1],
      ['ability', 1],
      ['whole', 2],
      ['place', 1],
    ]);
    expect(chaptersOf(steps).flatMap((chapter) => chapter.steps)).toEqual(steps);
    const bands = levels.flatMap(({ level, bottom, top }) => (bottom && top ? [{ grade: level, bottom, top }] : []));
    const better = withExtraSeat(results, { evaluationId: '4', grade: '수', bands })[3]?.steps ?? [];
    const last = chaptersOf([...score, ...better]).at(-1);
    expect(last && tellingOf(last)).toMatchObject([{ label: 'scoring.rank-points.extra-seat' }]);
  });

  it.each([
    ['one unit', ['기획예산과']],
    ['a unit that is made of others', ['기획예산과', '자원순환과', '솔빛동']],
  ])('of a composition with %s: each component, then the whole', (_, units) => {
    const pack = shippedPack('kr-local-grade4');
    const score = stepsUnder('kr-local-grade4', '4', { goals: [goal(null)], cards: units.map(cardOf) });
    const { steps } = ownResult({ evaluationId: '1', scaled: '88.00', level: null }, 1, pack.levels);
    expect(told([...score, ...steps])).toEqual([
      ['unit', 1],
      ['goals', 1],
      ['ability', 1],
      ['whole', 4],
      ['place', 1],
    ]);
    expect(
      chaptersOf(score)
        .slice(0, 3)
        .map((chapter) => chapter.steps.at(-1)?.label),
    ).toEqual([
      units.length === 1 ? 'scoring.scorecard.total' : 'scoring.unit.mean',
      'scoring.scorecard.total',
      'scoring.elements.scaled',
    ]);
  });

  it('of a derivation: the weights, then the level', () => {
    expect(told(stepsUnder('arizona', '3', {}))).toEqual([
      ['weights', 0],
      ['whole', 2],
    ]);
  });

  it('of a result that no number led to: none', () => {
    expect(chaptersOf([])).toEqual([]);
  });
});

describe('what the steps call by ids', () => {
  const idsOf = (steps: readonly Step[]) => [...new Set(steps.flatMap(idsIn))].sort();
  const partsOf = (name: string) =>
    shippedPack(name).sections.flatMap(({ id, elements }) => [id, ...elements.map((one) => one.id)]);
  const byFive = (steps: readonly Step[]) => steps.filter(({ formula }) => formula.endsWith('/ 5'));

  it('are goals, elements and sections; the 5 of `/ 5` is no indicator', () => {
    const steps = stepsUnder('kr-local-grade5', '4', {});
    expect(byFive(steps).length).toBeGreaterThan(1);
    expect(idsOf(steps)).toEqual(['g1', ...partsOf('kr-local-grade5')].sort());
  });

  it('are an indicator 5 where its card counts, and not where an element is divided by 5', () => {
    const cards = [{ unit: 'Roads', indicators: [{ ...goal(null), id: '5' }] }];
    const steps = stepsUnder('kr-local-grade4', '4', { goals: [goal(null)], cards });
    expect(idsOf(steps)).toEqual(expect.arrayContaining(['5', 'g1', 'unit', 'goals', 'ability']));
    expect(byFive(steps).length).toBeGreaterThan(1);
    expect(idsOf(byFive(steps))).not.toContain('5');
  });

  it('are no names that a rule gives its own numbers', () => {
    const elements = shippedPack('arizona').sections.flatMap((section) => section.elements.map(({ id }) => id));
    expect(idsOf(stepsUnder('arizona', '3', {}))).toEqual(['g1', ...elements].sort());
  });

  it('are no levels, which may be called 5 as well', () => {
    const levels = shippedPack('kr-local-grade4').levels.map((level, index) => ({ ...level, level: `${5 - index}` }));
    const { steps } = ownResult({ evaluationId: '1', scaled: '100.00', level: null }, 1, levels);
    expect(steps).toMatchObject([{ formula: '5: score ≥ bottom' }]);
    expect(idsOf(steps)).toEqual([]);
  });
});
