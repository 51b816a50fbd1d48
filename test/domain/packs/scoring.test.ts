import { describe, expect, test } from 'vitest';
import { levelReached } from '../../../domain/calibration/distribution.ts';
import type { CheckedPack } from '../../../domain/packs/checked-pack.ts';
import { askedOf } from '../../../domain/rating/asked.ts';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import type { MeasuredGoal, ScoreInputs } from '../../../domain/scoring/rated-things.ts';
import { SHIPPED, type Shipped, shippedPack } from './sample.ts';

type End = 'best' | 'worst';

const measured = (id: string, weight: string, actual: string): MeasuredGoal => ({
  id,
  weight,
  method: 'ratio',
  direction: 'higher',
  baseline: null,
  target: '10',
  actual,
});

/** A rating that gives to everything the best, or the worst, that its scale has. */
function rated(pack: CheckedPack, end: End, leads: boolean): ScoreInputs {
  const at = end === 'best' ? 0 : -1;
  const goals = [measured('g1', '60', end === 'best' ? '10' : '0'), measured('g2', '40', end === 'best' ? '12' : '0')];
  const asked = askedOf(pack, { goalIds: goals.map(({ id }) => id), leads });
  const levelOf = (id: string) => asked.find((one) => one.id === id)?.scale.levels.at(at)?.level ?? null;
  const overall = pack.scales.find(({ id }) => id === pack.overall?.scale)?.levels.at(at)?.level ?? null;
  return {
    goals: goals.map((goal) => ({ ...goal, designation: 'critical', level: levelOf(goal.id), documented: true })),
    elements: asked.filter(({ of }) => of === 'element').map(({ id }) => ({ id, level: levelOf(id), documented: true })),
    overall,
    leads,
    cards: [{ unit: 'D1', indicators: [measured('k1', '100', end === 'best' ? '10' : '0')] }],
  };
}

const EXPECTED: Readonly<Record<Shipped, Readonly<Record<End, readonly [score: string | null, level: string]>>>> = {
  arizona: { best: ['3.00', '3'], worst: ['1.00', '1'] },
  'coaching-first': { best: [null, 'beyond'], worst: [null, 'needs-support'] },
  'kr-local-grade4': { best: ['100.00', 'S'], worst: ['4.00', 'C'] },
  'kr-local-grade5': { best: ['100.00', '수'], worst: ['20.00', '가'] },
  oklahoma: { best: [null, 'exceeds'], worst: [null, 'does-not-meet'] },
  'us-doi': { best: ['5.00', 'exceptional'], worst: ['0.00', 'unsatisfactory'] },
  'us-federal-ses': { best: ['500.00', '5'], worst: ['100.00', '1'] },
};

describe.each(SHIPPED)('a rating under %s', (name) => {
  const pack = shippedPack(name);

  test.each(['best', 'worst'] as const)('that is the %s reaches that end of the levels, for leaders and others', (end) => {
    for (const leads of [false, true]) {
      const { score, scaled, level, reason } = evaluationScore(pack, rated(pack, end, leads));
      expect(reason).toBeNull();
      expect([score, levelReached({ level, scaled }, pack.levels)]).toEqual(EXPECTED[name][end]);
    }
  });
});
