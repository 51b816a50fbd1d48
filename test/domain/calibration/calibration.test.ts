import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { resultsFor, seatsFor } from '../../../domain/calibration/distribution.ts';
import { applyMoves } from '../../../domain/calibration/moves.ts';
import type { Move } from '../../../domain/calibration/moves.ts';
import { placesInUnits, propose, showsPlaces, unitOrders } from '../../../domain/calibration/order.ts';
import type { Member } from '../../../domain/calibration/order.ts';
import { DomainError } from '../../../domain/errors.ts';
import { pack } from '../cycle/sample.ts';
import { expectListed } from '../scoring/kinds/asked.ts';

const member = (evaluationId: string, unit: string, score: string | null): Member => ({ evaluationId, unit, score });
const ids = (order: readonly Member[]) => order.map(({ evaluationId }) => evaluationId);
const REASON = '두 과의 평가 수준이 서로 달라 맞추었습니다.';
const move = (evaluationId: string, to: number, other: Partial<Move> = {}): Move => ({
  evaluationId,
  to,
  code: 'level-between-units',
  reason: REASON,
  ...other,
});
const rules = pack.calibration;

function refusal(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('nothing was refused');
}

const grade6 = propose([
  member('17', 'D2', '70.10'),
  member('16', 'D2', '70.20'),
  member('27', 'D4', '60.00'),
  member('31', 'D5', '65.00'),
]);

describe('the proposed order', () => {
  it('goes by score, as a number and not as a text', () => {
    expect(ids(propose([member('1', 'A', '9.50'), member('2', 'B', '10.00'), member('3', 'C', '100.00')]))).toEqual([
      '3',
      '2',
      '1',
    ]);
  });

  it('breaks ties by the unit’s own list, then by evaluation id', () => {
    const tied = [
      member('10', 'A', '80.00'),
      member('9', 'B', '80.00'),
      { ...member('11', 'C', '80.00'), unitOrder: 2 },
      { ...member('12', 'C', '80.00'), unitOrder: 1 },
    ];
    expect(ids(propose(tied))).toEqual(['12', '11', '9', '10']);
  });

  it('puts members without a score last', () => {
    expect(ids(propose([member('1', 'A', null), member('2', 'A', '20.00')]))).toEqual(['2', '1']);
  });

  it('says where somebody stands in the own unit', () => {
    expect(placesInUnits(grade6).get('17')).toEqual({ place: 2, of: 2 });
    expect(placesInUnits([member('1', 'A', null)]).get('1')).toBeUndefined();
    expect(placesInUnits(grade6).get('99')).toBeUndefined();
  });

  it('row-40: places the members of a large group in their units with one look at each', () => {
    const looks = (size: number) => {
      let count = 0;
      const counted = Array.from({ length: size }, (_, index): Member => ({
        evaluationId: String(index),
        get unit() {
          count += 1;
          return 'A';
        },
        score: '80.00',
      }));
      expect(placesInUnits(counted).get(String(size - 1))).toEqual({ place: size, of: size });
      return count;
    };
    expect(looks(4_000)).toBe(4_000);
  });
});

describe('moves of the committee', () => {
  it('change places between units and keep before and after', () => {
    const { order, changes } = applyMoves(grade6, [move('27', 3)], rules);
    expect(ids(order)).toEqual(['16', '17', '27', '31']);
    expect(changes).toEqual([{ evaluationId: '27', from: 4, to: 3, code: 'level-between-units', reason: REASON }]);
  });

  it('refuses to turn the unit’s order round and names who must stay before whom', () => {
    const error = refusal(() => applyMoves(grade6, [move('17', 1)], rules));
    expect([error.code, error.details]).toEqual([
      'unit-order',
      { path: '/moves/0/to', evaluationId: '17', unit: 'D2', before: '16', after: '17' },
    ]);
    expect(refusal(() => applyMoves(grade6, [move('27', 3), move('16', 4)], rules)).details).toMatchObject({
      path: '/moves/1/to',
      before: '16',
      after: '17',
    });
  });

  it('may turn it round where the pack does not keep the order', () => {
    expect(ids(applyMoves(grade6, [move('17', 1)], { ...rules, orderKept: false }).order)).toEqual(['17', '16', '31', '27']);
  });

  it('lets somebody without a score go to any place', () => {
    const proposed = propose([...grade6, member('40', 'D2', null)]);
    expect(ids(applyMoves(proposed, [move('40', 1)], rules).order)).toEqual(['40', '16', '17', '31', '27']);
  });

  it('refuses a reason that is too short, spaces around it not counted', () => {
    expect(
      refusal(() => applyMoves(grade6, [move('27', 3, { reason: `  짧은 까닭${' '.repeat(30)}` })], rules)).details,
    ).toMatchObject({ path: '/moves/0/reason', characters: 5, atLeast: 20 });
    expect(refusal(() => applyMoves(grade6, [move('27', 3, { reason: '' })], rules)).code).toBe('reason-too-short');
  });

  it('refuses an unknown code, an unknown member and a place that does not exist', () => {
    expect(refusal(() => applyMoves(grade6, [move('27', 3, { code: 'whim' })], rules)).code).toBe('invalid-input');
    expect(refusal(() => applyMoves(grade6, [move('99', 1)], rules)).code).toBe('unknown-member');
    for (const to of [0, 5, 1.5])
      expect(refusal(() => applyMoves(grade6, [move('27', to)], rules)).code).toBe('place-out-of-range');
  });

  const units = fc.constantFrom('A', 'B', 'C');
  const score = fc.option(
    fc.integer({ min: 0, max: 70 }).map((value) => `${value}.00`),
    { freq: 8 },
  );
  const group = fc
    .array(fc.tuple(units, score), { minLength: 2, maxLength: 20 })
    .map((some) => some.map(([unit, one], index) => member(`${index + 1}`, unit, one)));

  test.prop([group, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 })])(
    'for each unit the order before is the order after',
    (members, tries) => {
      const proposed = propose(members);
      let order = proposed;
      for (const [who, where] of tries) {
        const one = move(`${(who % members.length) + 1}`, (where % members.length) + 1);
        try {
          order = applyMoves(order, [one], rules).order;
        } catch (error) {
          expect(error).toMatchObject({ code: 'unit-order' });
        }
      }
      expect(unitOrders(order)).toEqual(expect.objectContaining({ size: unitOrders(proposed).size }));
      for (const [unit, kept] of unitOrders(proposed)) expect(unitOrders(order).get(unit)).toEqual(kept);
      expect(ids(order).toSorted()).toEqual(ids(proposed).toSorted());
    },
  );
});

describe('grade and points of a place', () => {
  const scored = (people: number) =>
    Array.from({ length: people }, (_, index) => ({ evaluationId: `${index + 1}`, scaled: `${69 - index}.00`, level: null }));
  const grades = (people: number, spareLowest: boolean) => {
    const given = resultsFor({
      order: scored(people),
      distribution: pack.distribution,
      levels: pack.levels,
      group: { quota: true, spareLowest },
    });
    return given.map(({ grade }) => grade).join('');
  };

  it('follows the seats of the group', () => {
    expect(grades(10, false)).toBe('수수우우우우양양양가');
    expect(grades(10, true)).toBe('수수우우우우양양양양');
    expect(grades(14, true)).toBe('수수수우우우우우우양양양양양');
    expect(grades(8, true)).toBe('수수우우우양양양');
  });

  it('gives the fourth of ten in grade 7 우 and 60.27', () => {
    const fourth = resultsFor({ order: scored(10), distribution: pack.distribution, levels: pack.levels })[3];
    expect(fourth).toMatchObject({ place: 4, grade: '우', points: '60.27' });
    expect(fourth?.steps.at(-1)).toMatchObject({
      label: 'scoring.rank-points',
      inputs: { top: '63.9', bottom: '53', place: '4', ahead: '2', seats: '4' },
    });
  });

  it('spares the lowest grade unless HR says that somebody deserves it', () => {
    expect(seatsFor(pack.distribution, 10)?.seats.at(-1)).toEqual({ grade: '가', seats: 0 });
  });

  it('follows the own score where the group is too small for a quota', () => {
    expect(seatsFor(pack.distribution, 3)).toBeUndefined();
    const order = [
      { evaluationId: '2', scaled: '66.50', level: null },
      { evaluationId: '3', scaled: '57.40', level: null },
      { evaluationId: '4', scaled: null, level: null },
    ];
    expect(resultsFor({ order, distribution: pack.distribution, levels: pack.levels })).toMatchObject([
      { place: 1, grade: '수', points: '66.50' },
      { place: 2, grade: '우', points: '57.40' },
      { place: 3, grade: null, points: null, steps: [] },
    ]);
  });

  it.each([
    ['66.50', '수: score ≥ bottom', ['66.5', '64']],
    ['57.40', '우: bottom ≤ score < better', ['57.4', '53', '64']],
  ])('says of %s by which band it has its grade', (scaled, formula, given) => {
    const [own] = resultsFor({
      order: [{ evaluationId: '2', scaled, level: null }],
      distribution: { mode: 'none' },
      levels: pack.levels,
    });
    for (const step of own?.steps ?? []) expectListed(step);
    expect(own?.steps).toMatchObject([{ formula, value: given[0] }]);
    expect(Object.values(own?.steps[0]?.inputs ?? {})).toEqual(given);
  });

  it('says that a score below every band has the last grade', () => {
    const levels = [
      { level: 'A', bottom: '80' },
      { level: 'B', bottom: '60' },
    ];
    const order = [{ evaluationId: '2', scaled: '12.00', level: null }];
    const [own] = resultsFor({ order, distribution: { mode: 'none' }, levels });
    expect(own).toMatchObject({
      grade: 'B',
      steps: [{ label: 'scoring.grade-by-band.below-all', formula: 'B: score < bottom', inputs: { score: '12', bottom: '60' } }],
    });
  });

  it('has no seats at all where the pack has no distribution', () => {
    expect(seatsFor({ mode: 'none' }, 44)).toBeUndefined();
    expect(seatsFor(pack.distribution, 44, { quota: false, spareLowest: true })).toBeUndefined();
  });

  test.prop([fc.integer({ min: 4, max: 60 }), fc.boolean()])(
    'never gives a later place more points or a better grade',
    (people, spareLowest) => {
      const given = resultsFor({
        order: scored(people),
        distribution: pack.distribution,
        levels: pack.levels,
        group: { quota: true, spareLowest },
      });
      const rank = (grade: string | null) => pack.levels.findIndex((one) => one.level === grade);
      given.slice(1).forEach((result, index) => {
        expect(Number(result.points)).toBeLessThan(Number(given[index]?.points));
        expect(rank(result.grade)).toBeGreaterThanOrEqual(rank(given[index]?.grade ?? null));
      });
    },
  );
});

it('shows no place in a group so small that it would tell about the others', () => {
  expect([null, 1, 3, 4, 60].map(showsPlaces)).toEqual([false, false, false, true, true]);
});
