import { describe, expect, it } from 'vitest';
import { type Version, correctedVersion } from '../../../domain/calibration/correction.ts';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import type { ScoreInputs } from '../../../domain/scoring/rated-things.ts';
import { shippedPack } from '../../support/packs.ts';

const pack = shippedPack('us-federal-ses');
const group = { quota: true, spareLowest: false, people: 5 };
const rated = (levels: readonly string[]): ScoreInputs => ({
  goals: [],
  elements: ['LC', 'LP', 'BA', 'BC', 'RD'].map((id, index) => ({ id, level: levels[index] ?? null, documented: true })),
  overall: null,
  leads: false,
  cards: [],
});
function version(levels: readonly string[]): Version {
  const inputs = rated(levels);
  const score = evaluationScore(pack, inputs);
  const result = { evaluationId: '7', place: 3, grade: score.level, points: score.scaled, steps: [] };
  return { inputs, score, result };
}

describe('a corrected level without seats', () => {
  it('is what people gave, with the score as it was and no step behind it', () => {
    const before = version(['3', '3', '3', '3', '3']);
    const after = correctedVersion(before, { level: '4' }, { pack, group });
    expect(after).toEqual({ ...before, result: { ...before.result, grade: '4', steps: [] } });
  });

  it('may be a lower one, and not the one that is there, nor an unknown one', () => {
    const before = version(['3', '3', '3', '3', '3']);
    expect(correctedVersion(before, { level: '2' }, { pack, group }).result.grade).toBe('2');
    expect(() => correctedVersion(before, { level: '3' }, { pack, group })).toThrow('value-out-of-range');
    expect(() => correctedVersion(before, { level: '수' }, { pack, group })).toThrow('unknown-value');
  });

  it('is refused where the derivation forbids it, as it is to the committee', () => {
    const failing = version(['3', '1', '3', '3', '3']);
    expect(() => correctedVersion(failing, { level: '3' }, { pack, group })).toThrow('rating-not-accepted');
  });
});

describe('a corrected indicator', () => {
  it('changes nothing for somebody on whose card it does not stand, or whom nobody rated', () => {
    const before = version(['4', '4', '4', '4', '4']);
    const after = correctedVersion(before, { indicatorId: '9', actual: '1' }, { pack, group });
    expect([after.inputs, after.score, after.result.grade]).toEqual([before.inputs, before.score, before.result.grade]);
    const unrated = { ...before, inputs: null, score: evaluationScore(pack, null) };
    expect(correctedVersion(unrated, { indicatorId: '9', actual: '1' }, { pack, group })).toMatchObject({
      inputs: null,
      score: { reason: 'not-rated' },
      result: { grade: '4' },
    });
  });
});
