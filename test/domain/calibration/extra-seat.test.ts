import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bandsOf, resultsFor } from '../../../domain/calibration/distribution.ts';
import { withExtraSeat } from '../../../domain/calibration/extra-seat.ts';
import { pack } from '../cycle/sample.ts';

const bands = bandsOf(pack.levels);
const published = (people: number) =>
  resultsFor({
    order: Array.from({ length: people }, (_, index) => ({
      evaluationId: `${index + 1}`,
      scaled: `${69 - index}.00`,
      level: null,
    })),
    distribution: pack.distribution,
    levels: pack.levels,
    group: { quota: true, spareLowest: false },
  });

describe('an extra seat after an appeal', () => {
  it('takes the lowest point of the better grade’s band and keeps the place', () => {
    const after = withExtraSeat(published(10), { evaluationId: '5', grade: '수', bands });
    expect(after[4]).toMatchObject({ evaluationId: '5', place: 5, grade: '수', points: '64.00' });
    expect(after[4]?.steps).toMatchObject([{ label: 'scoring.rank-points.extra-seat', inputs: { bottom: '64' }, value: '64' }]);
  });

  it('does not space the band anew: the one who alone has the top keeps it', () => {
    const before = published(4);
    const after = withExtraSeat(before, { evaluationId: '4', grade: '수', bands });
    expect(before.map(({ points }) => points)).toEqual(['70.00', '63.90', '53.00', '52.90']);
    expect(after.map(({ points }) => points)).toEqual(['70.00', '63.90', '53.00', '64.00']);
  });

  it('is given as often as appeals are upheld', () => {
    const once = withExtraSeat(published(10), { evaluationId: '7', grade: '우', bands });
    const twice = withExtraSeat(once, { evaluationId: '10', grade: '우', bands });
    expect(twice.filter(({ grade }) => grade === '우').map(({ points }) => points)).toEqual([
      '63.90',
      '60.27',
      '56.63',
      '53.00',
      '53.00',
      '53.00',
    ]);
  });

  it('goes to somebody who has no grade yet', () => {
    const [first] = published(4);
    const without = [first!, { evaluationId: '9', place: 2, grade: null, points: null, steps: [] }];
    expect(withExtraSeat(without, { evaluationId: '9', grade: '가', bands })[1]).toMatchObject({
      grade: '가',
      points: '14.00',
    });
  });

  it('refuses somebody unknown, an unknown grade and one that is not better', () => {
    const results = published(10);
    const appeal = { evaluationId: '5', grade: '수', bands };
    expect(() => withExtraSeat(results, { ...appeal, evaluationId: '99' })).toThrow('unknown-member');
    expect(() => withExtraSeat(results, { ...appeal, grade: 'S' })).toThrow('unknown-value');
    for (const grade of ['우', '양']) expect(() => withExtraSeat(results, { ...appeal, grade })).toThrow('value-out-of-range');
  });

  test.prop([fc.integer({ min: 4, max: 40 }), fc.nat(), fc.nat()])('nobody else moves', (people, who, grade) => {
    const before = published(people);
    const own = before[who % people];
    const held = bands.findIndex((band) => band.grade === own?.grade);
    fc.pre(held > 0);
    const better = bands[grade % held]?.grade ?? '';
    const after = withExtraSeat(before, { evaluationId: own?.evaluationId ?? '', grade: better, bands });
    expect(after.filter(({ evaluationId }) => evaluationId !== own?.evaluationId)).toEqual(before.filter((one) => one !== own));
    expect(Number(after[who % people]?.points)).toBeGreaterThan(Number(own?.points));
  });
});
