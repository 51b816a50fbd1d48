import { describe, expect, it } from 'vitest';
import { applyChanges, capStand } from '../../../domain/calibration/changes.ts';
import { DomainError } from '../../../domain/errors.ts';

const rules = { levels: ['5', '4', '3'], reasonAtLeast: 10, reasonCodes: [{ code: 'consistency' }] };
const members = [
  { evaluationId: '1', level: '5' },
  { evaluationId: '2', level: '4' },
  { evaluationId: '3', level: null },
];
const change = (given: object = {}) => ({
  evaluationId: '2',
  level: '3',
  code: 'consistency',
  reason: 'the same results as others at 3',
  ...given,
});

function refusal(given: object): DomainError {
  try {
    applyChanges(members, [change(), change(given)], rules);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('nothing was refused');
}

describe('a committee that changes levels', () => {
  it('keeps before and after of each change, and leaves the others alone', () => {
    const applied = applyChanges(members, [change(), change({ level: '5' })], rules);
    expect(applied.members.map(({ level }) => level)).toEqual(['5', '5', null]);
    expect(applied.changes.map(({ before, after }) => [before, after])).toEqual([
      ['4', '3'],
      ['3', '5'],
    ]);
  });

  it('gives a level to somebody who has none', () => {
    const applied = applyChanges(members, [change({ evaluationId: '3' })], rules);
    expect(applied.changes).toEqual([expect.objectContaining({ evaluationId: '3', before: null, after: '3' })]);
  });

  it.each([
    [{ evaluationId: '9' }, 'unknown-member', '/changes/1/evaluationId'],
    [{ level: 'S' }, 'invalid-input', '/changes/1/level'],
    [{ level: '3' }, 'invalid-input', '/changes/1/level'],
    [{ level: '5', code: 'whim' }, 'invalid-input', '/changes/1/code'],
    [{ level: '5', reason: 'too short' }, 'reason-too-short', '/changes/1/reason'],
  ])('refuses %o and names the place', (given, code, path) => {
    const refused = refusal(given);
    expect([refused.code, refused.details['path']]).toEqual([code, path]);
  });
});

describe('a cap on the upper levels', () => {
  const cap = { quotaFrom: 5, levels: ['5', '4'], atMost: 30 };
  const group = (levels: readonly string[]) => levels.map((level, index) => ({ evaluationId: String(index), level }));

  it('counts the capped levels together and rounds down', () => {
    expect(capStand(cap, group(['5', '4', '4', '3', '3', '3', '3', '3', '3']))).toEqual({ count: 3, most: 2 });
    expect(capStand(cap, group(['5', '4', '4', '3', '3', '3', '3', '3', '3', '3']))).toEqual({ count: 3, most: 3 });
  });

  it('does not bind a group that is too small', () => {
    expect(capStand(cap, group(['5', '5', '5', '5']))).toEqual({ count: 4, most: null });
  });
});
