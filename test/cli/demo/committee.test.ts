import { expect, test } from 'vitest';
import { committeeForm } from '../../../cli/demo/committee.ts';
import { readCity } from '../../../cli/demo/city.ts';
import type { OrdinaryWriting } from '../../../cli/demo/writing.ts';
import { phrasing } from '../../../cli/demo/phrasing.ts';
import { randomOf } from '../../../cli/demo/random.ts';
import { shippedPack } from '../../support/packs.ts';

interface Cap {
  readonly most: number;
  readonly enforced: boolean;
}

/** What the chair writes about five people with these levels, the first with the best score. */
function changes(packName: string, grades: readonly string[], cap: Cap | null) {
  const places = grades.map((grade, index) => ({ evaluationId: `e${index + 1}`, grade, score: String(480 - index) }));
  const board = { places, cap: cap && { levels: ['5', '4'], ...cap } };
  const { say } = phrasing(readCity(1).phrases, 'calibration.lock', randomOf('committee'));
  const task = { evidence: { board }, rules: shippedPack(packName) };
  return committeeForm({ say, task } as unknown as OrdinaryWriting)['changes'] as readonly Record<string, string>[];
}

test('the lowest-scored of the limited levels are lowered below them until the limit holds', () => {
  const lowered = changes('us-federal-ses', ['5', '4', '3', '4', '5'], { most: 2, enforced: true });
  expect(lowered.map(({ evaluationId, level }) => [evaluationId, level])).toEqual([
    ['e5', '3'],
    ['e4', '3'],
  ]);
  for (const { code, reason = '' } of lowered) {
    expect(code).toBe('cap');
    expect(reason.length).toBeGreaterThanOrEqual(20);
  }
});

test('nobody is lowered where the limit holds, only guides, or is none', () => {
  expect(changes('us-federal-ses', ['5', '4', '3'], { most: 2, enforced: true })).toEqual([]);
  expect(changes('us-federal-ses', ['5', '4', '4'], { most: 1, enforced: false })).toEqual([]);
  expect(changes('us-federal-ses', ['5', '4', '4'], null)).toEqual([]);
  expect(changes('kr-local-grade5', ['5', '4', '4'], { most: 1, enforced: true })).toEqual([]);
});
