import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluationScore } from '../../domain/scoring/evaluation-score.ts';
import type { MeasuredGoal, UnitCard } from '../../domain/scoring/rated-things.ts';
import { shippedPack } from '../support/packs.ts';

interface StoredIndicator extends Omit<MeasuredGoal, 'id'> {
  readonly unit: string;
  readonly name: string;
}
interface Unit {
  readonly code: string;
  readonly name: string;
  readonly partOf?: string;
}

const read = <T>(file: string) => JSON.parse(readFileSync(`data/sample-city/${file}`, 'utf8')) as T;
const stored = read<readonly StoredIndicator[]>('indicators.json');
const units = read<readonly Unit[]>('units.json');
const nameOf = (code: string) => units.find((unit) => unit.code === code)?.name ?? '';

type Corrected = Readonly<Record<string, Partial<Pick<MeasuredGoal, 'target' | 'actual'>>>>;

function cardOf(unit: string, corrected: Corrected = {}): UnitCard {
  const indicators = stored
    .filter((one) => one.unit === unit)
    .map(({ unit: _, name, baseline = null, ...rest }) => ({ id: name, baseline, ...rest, ...corrected[name] }));
  return { unit, indicators };
}

/** What the unit counts in a year under a contract. */
function unitScore(cards: readonly UnitCard[]): string | undefined {
  const pack = shippedPack('kr-local-grade4');
  const elements = (pack.sections[0]?.elements ?? []).map(({ id }) => ({ id, level: '3', documented: true }));
  const goal = { id: 'g', weight: '100', method: 'ratio', direction: 'higher', baseline: null, target: '1', actual: '1' };
  const goals = [{ ...goal, designation: null, level: null, documented: true }];
  const { steps } = evaluationScore(pack, { goals, elements, overall: null, leads: true, cards });
  return steps.find(({ label, formula }) => label === 'scoring.composition.part' && formula.startsWith('unit:'))?.inputs['score'];
}

const LEAKS_CORRECTED: Corrected = { '누수 24시간 복구율': { actual: '93' } };
const PAVEMENT_CHANGED: Corrected = { '보도 단차 정비': { target: '9' } };

describe('the units of the sample city', () => {
  it.each<{ readonly code: string; readonly score: string; readonly corrected?: Corrected }>([
    { code: 'D1', score: '98.62' },
    { code: 'D2', score: '86.67' },
    { code: 'D3', score: '93.33' },
    { code: 'D4', score: '97.46' },
    { code: 'D5', score: '91.84' },
    { code: 'D5', score: '98.59', corrected: PAVEMENT_CHANGED },
    { code: 'D6', score: '79.57' },
    { code: 'D7', score: '89.00' },
    { code: 'D7', score: '92.00', corrected: LEAKS_CORRECTED },
    { code: 'D8', score: '88.00' },
  ])('$code scores $score', ({ code, score, corrected }) => {
    expect(unitScore([cardOf(nameOf(code), corrected)])).toBe(score);
  });

  it.each([
    // (98.62 + 86.67 + 93.33 + 97.46 + 88.00) / 5
    ['B1', '92.82'],
    // (91.84 + 79.57 + 89.00) / 3
    ['B2', '86.80'],
  ])('bureau %s scores %s, the mean of its departments', (code, score) => {
    const parts = units.filter(({ partOf }) => partOf === nameOf(code));
    expect(unitScore(parts.map(({ name }) => cardOf(name)))).toBe(score);
  });
});
