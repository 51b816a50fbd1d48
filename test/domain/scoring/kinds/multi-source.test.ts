import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { multiSource } from '../../../../domain/scoring/kinds/multi-source.ts';
import type { MultiSourceFacts } from '../../../../domain/scoring/kinds/multi-source.ts';
import { answerTo, labelsOf, refusals, stepsOf } from './asked.ts';

const group = (id: string, weight: string, ...scores: readonly string[]) => ({ id, weight, scores });
const three = (id: string, weight: string, score: string) => group(id, weight, score, score, score);
const asked = (groups: MultiSourceFacts['groups'], more: Partial<MultiSourceFacts> = {}): MultiSourceFacts => ({
  groups,
  ...more,
});
const peers = ['92', '88', '85', '95', '60'];

describe('W17 360', () => {
  it('W17: the mean of five is 84.00, and 88.33 without the highest and the lowest', () => {
    expect(answerTo(multiSource, asked([group('peer', '100', ...peers)]))).toEqual({ score: '84.00', groups: { peer: '84.00' } });
    expect(answerTo(multiSource, asked([group('peer', '100', ...peers)], { trim: 1 })).score).toBe('88.33');
  });

  it('W17: 88, 91 and 79 at 40/30/30 give 86.20', () => {
    const groups = [three('superior', '40', '88'), three('peer', '30', '91'), three('subordinate', '30', '79')];
    expect(answerTo(multiSource, asked(groups))).toEqual({
      score: '86.20',
      groups: { superior: '88.00', peer: '91.00', subordinate: '79.00' },
    });
  });

  it('W17: a group of fewer than three is hidden, and 40/30 become 57.14/42.86', () => {
    const facts = asked([three('superior', '40', '88'), three('peer', '30', '91'), group('subordinate', '30', '0', '0')]);
    // 88 × 57.142857 % + 91 × 42.857143 %
    expect(answerTo(multiSource, facts)).toEqual({
      score: '89.29',
      groups: { superior: '88.00', peer: '91.00', subordinate: null },
    });
    expect(stepsOf(multiSource, facts).find(({ label }) => label === 'scoring.multi-source.renormalised')).toMatchObject({
      inputs: { valid: '70' },
      value: '1.42857142857142857142857142857',
    });
  });
});

describe('multi-source in detail', () => {
  it('MUL1: raters are counted before trimming', () => {
    expect(answerTo(multiSource, asked([group('a', '100', '1', '2', '9')], { trim: 1 }))).toEqual({
      score: '2.00',
      groups: { a: '2.00' },
    });
    expect(answerTo(multiSource, asked([group('a', '100', '1', '2', '9')], { fewest: 4 })).score).toBeNull();
  });

  it('MUL1: a group that trimming empties is hidden too', () => {
    const facts = asked([group('a', '50', '1', '2', '3', '4'), group('b', '50', '5', '6', '7', '8', '9')], { trim: 2 });
    expect(answerTo(multiSource, facts)).toEqual({ score: '7.00', groups: { a: null, b: '7.00' } });
    expect(labelsOf(multiSource, facts)[0]).toBe('scoring.multi-source.emptied');
    expect(answerTo(multiSource, asked([group('a', '100')], { fewest: 0 }))).toEqual({ score: null, groups: { a: null } });
  });

  it('MUL1: where all groups are hidden there is no score', () => {
    expect(answerTo(multiSource, asked([group('a', '60', '90'), group('b', '40')]))).toEqual({
      score: null,
      groups: { a: null, b: null },
    });
  });

  it('MUL1: groups that are shown and weigh nothing give no score', () => {
    const facts = asked([three('a', '0', '90'), group('b', '100', '80')]);
    expect(answerTo(multiSource, facts)).toEqual({ score: null, groups: { a: '90.00', b: null } });
  });

  it('drops as many as trim says at each end, and sorts by number', () => {
    expect(answerTo(multiSource, asked([group('a', '100', '100', '9', '20', '3', '-5')], { trim: 2 })).score).toBe('9.00');
  });

  it('GEN2: the score follows from the means as they are', () => {
    const facts = asked([group('a', '50', '1', '1', '2'), group('b', '50', '1', '1', '2')]);
    expect(answerTo(multiSource, facts)).toEqual({ score: '1.33', groups: { a: '1.33', b: '1.33' } });
    const near = asked([group('a', '50', '0', '0', '0.01'), group('b', '50', '0', '0.01', '0.01')]);
    expect(answerTo(multiSource, near).score).toBe('0.01');
  });

  it('refuses weights that do not sum to 100 or lie outside it, and an id that stands twice', () => {
    expect(refusals(multiSource, asked([three('a', '60', '1')]))).toEqual(['weights-do-not-sum /groups']);
    expect(refusals(multiSource, asked([three('a', '-1', '1'), three('a', '101', '1')]))).toEqual([
      'duplicate-id /groups/1/id',
      'weight-out-of-range /groups/0/weight',
      'weight-out-of-range /groups/1/weight',
    ]);
  });

  it('GEN10: hiding, trimming and re-normalising are steps of their own', () => {
    const groups = [group('a', '50', '1'), group('b', '50', '1', '2', '3')];
    expect(labelsOf(multiSource, asked(groups, { trim: 1 }))).toEqual([
      'scoring.multi-source.hidden',
      'scoring.multi-source.trimmed',
      'scoring.multi-source.mean',
      'scoring.multi-source.renormalised',
      'scoring.multi-source.score',
    ]);
  });

  const scores = fc.array(fc.integer({ min: 0, max: 100 }).map(String), { maxLength: 8 });
  test.prop([scores, scores, fc.integer({ min: 0, max: 100 }), fc.nat(3)])(
    'does not depend on the order of scores or groups',
    (...[one, two, weight, trim]) => {
      const groups = [group('a', `${weight}`, ...one), group('b', `${100 - weight}`, ...two)];
      const turned = groups.map((some) => ({ ...some, scores: some.scores.toReversed() })).toReversed();
      expect(multiSource.score(asked(turned, { trim })).answer).toEqual(multiSource.score(asked(groups, { trim })).answer);
    },
  );
});
