import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import { compare, exact, sum, whole } from '../../../domain/scoring/exact.ts';
import { refusesLevel } from '../../../domain/scoring/level-limits.ts';
import type { RatedGoal, ScoreInputs } from '../../../domain/scoring/rated-things.ts';
import type { Step } from '../../../domain/scoring/steps.ts';
import { shippedPack } from '../../support/packs.ts';
import { expectListed } from './kinds/asked.ts';

const goal = (id: string, level: string, given: Partial<RatedGoal> = {}): RatedGoal => ({
  id,
  level,
  weight: '0',
  method: 'ratio',
  direction: 'higher',
  baseline: null,
  target: '100',
  actual: '100',
  designation: 'important',
  documented: true,
  ...given,
});
const elements = (levels: Readonly<Record<string, string>>) =>
  Object.entries(levels).map(([id, level]) => ({ id, level, documented: true }));
const inputs = (given: Partial<ScoreInputs>): ScoreInputs => ({
  goals: [],
  elements: [],
  overall: null,
  leads: false,
  cards: [],
  ...given,
});

describe('us-federal-ses', () => {
  const pack = shippedPack('us-federal-ses');
  const rated = (lp: string, rd: string) => inputs({ elements: elements({ LC: '5', LP: lp, BA: '5', BC: '5', RD: rd }) });

  it('weighs the five elements and gives the level that the score reaches', () => {
    expect(evaluationScore(pack, rated('5', '5'))).toMatchObject({ score: '500.00', scaled: null, level: '5', reason: null });
    expect(evaluationScore(pack, rated('5', '4'))).toMatchObject({ score: '440.00', level: '4' });
  });

  it('gives the lowest level where one element has it, and a committee cannot lift that', () => {
    const failed = rated('1', '5');
    expect(evaluationScore(pack, failed)).toMatchObject({ score: '460.00', level: '1' });
    expect(refusesLevel(pack, failed, '2')).toEqual(['lowest-element']);
    expect(refusesLevel(pack, failed, '1')).toEqual([]);
    expect(refusesLevel(pack, rated('2', '5'), '5')).toEqual([]);
  });
});

describe('us-doi', () => {
  const pack = shippedPack('us-doi');
  const rated = (first: string, designation: string) =>
    inputs({
      goals: [
        goal('g1', first, { designation }),
        goal('g2', 'exceptional', { designation: 'critical' }),
        goal('g3', 'exceptional'),
      ],
    });

  it('takes goals as elements, those designated critical as critical ones', () => {
    expect(evaluationScore(pack, rated('superior', 'critical'))).toMatchObject({ score: '4.67', level: 'exceptional' });
    expect(evaluationScore(pack, rated('unsatisfactory', 'critical'))).toMatchObject({ score: '3.33', level: 'unsatisfactory' });
    expect(evaluationScore(pack, rated('unsatisfactory', 'important'))).toMatchObject({
      score: '3.33',
      level: 'fully-successful',
    });
  });

  it('asks leaders about managing people too', () => {
    const leader = { ...rated('exceptional', 'critical'), leads: true };
    expect(evaluationScore(pack, leader).reason).toBe('levels-missing');
    const managed = { ...leader, elements: elements({ 'people-management': 'fully-successful' }) };
    expect(evaluationScore(pack, managed)).toMatchObject({ score: '4.50', level: 'superior' });
  });

  it('lets a committee go as high as the lowest critical element allows', () => {
    expect(refusesLevel(pack, rated('fully-successful', 'critical'), 'superior')).toEqual([]);
    expect(refusesLevel(pack, rated('fully-successful', 'critical'), 'exceptional')).toEqual(['lowest-element']);
    expect(refusesLevel(pack, rated('unsatisfactory', 'critical'), 'minimally-successful')).toEqual(['lowest-element']);
  });
});

describe('oklahoma', () => {
  const pack = shippedPack('oklahoma');
  const behaviours = {
    'customer-service': 'meets',
    teamwork: 'meets',
    'problem-solving': 'meets',
    leadership: 'meets',
    'work-hours': 'meets',
  };
  const rated = (level: string, overall: string, given: Partial<ScoreInputs> = {}) =>
    inputs({ goals: [goal('g1', level, { designation: 'critical' })], elements: elements(behaviours), overall, ...given });

  it('gives the overall level that the rater chose, and no number, where the rules accept it', () => {
    expect(evaluationScore(pack, rated('meets', 'meets'))).toMatchObject({ score: null, level: 'meets', reason: null });
    expect(evaluationScore(pack, rated('meets', 'exceeds'))).toMatchObject({
      score: null,
      level: null,
      reason: 'rating-not-accepted',
    });
  });

  it('counts the supervising of leaders among the accountabilities', () => {
    const leader = { leads: true, elements: elements({ ...behaviours, supervising: 'does-not-meet' }) };
    expect(evaluationScore(pack, rated('exceeds', 'exceeds', leader)).steps.map(({ label }) => label)).toContain(
      'scoring.oklahoma.critical-does-not-meet',
    );
  });

  it('holds a committee to the same rules', () => {
    expect(refusesLevel(pack, rated('meets', 'meets'), 'exceeds')).toEqual(['all-at-or-below-meets']);
    expect(refusesLevel(pack, rated('meets', 'meets'), 'needs-improvement')).toEqual([]);
  });
});

describe('arizona', () => {
  const pack = shippedPack('arizona');
  const behaviours = { 'customer-service': '2', accountability: '2', teamwork: '2', 'improving-work': '3' };
  const weights = (steps: readonly Step[]) =>
    Object.entries(steps.find(({ label }) => label === 'scoring.arizona.score')?.inputs ?? {}).flatMap(([name, value]) =>
      name.endsWith('.weight') ? [value] : [],
    );

  it('spreads each section over its goals by weight and over its elements equally', () => {
    const goals = [goal('g1', '3', { weight: '75' }), goal('g2', '2', { weight: '25' })];
    const { score, level, steps } = evaluationScore(pack, inputs({ goals, elements: elements(behaviours) }));
    expect(weights(steps)).toEqual(['45', '15', '10', '10', '10', '10']);
    expect([score, level]).toEqual(['2.55', '3']);
  });

  it('tells how each weight comes from the share of its section, the last one from what is left', () => {
    const goals = [goal('g1', '3', { weight: '75' }), goal('g2', '2', { weight: '25' })];
    const { steps } = evaluationScore(pack, inputs({ goals, elements: elements(behaviours) }));
    for (const step of steps) expectListed(step);
    expect(steps.slice(0, 6).map(({ formula, inputs: given, value }) => [formula, ...Object.values(given), value])).toEqual([
      ['g1: share × weight / weights', '60', '75', '100', '45'],
      ['g2: share × weight / weights', '60', '25', '100', '15'],
      ['customer-service: share × weight / weights', '40', '1', '4', '10'],
      ['accountability: share × weight / weights', '40', '1', '4', '10'],
      ['teamwork: share × weight / weights', '40', '1', '4', '10'],
      ['improving-work: 100 − others', '90', '10'],
    ]);
  });

  test.prop([fc.integer({ min: 1, max: 8 }), fc.boolean()])(
    'has weights that sum to 100, whatever they are divided by',
    (count, leads) => {
      const goals = Array.from({ length: count }, (_, index) => goal(`g${index}`, '2', { weight: '12.5' }));
      const all = elements({ ...behaviours, leading: '2' });
      const { steps, reason } = evaluationScore(pack, inputs({ goals, elements: all, leads }));
      expect(reason).toBeNull();
      expect(compare(sum(weights(steps).map(exact)), whole(100))).toBe(0);
    },
  );
});

it('coaching-first: the level is the one that the rater chose', () => {
  const pack = shippedPack('coaching-first');
  const chosen = inputs({
    goals: [goal('g1', 'reached')],
    elements: elements({ 'growth-since-last-year': 'beyond', 'working-together': 'reached' }),
    overall: 'reached',
  });
  expect(evaluationScore(pack, chosen)).toEqual({ score: null, scaled: null, level: 'reached', reason: null, steps: [] });
  expect(evaluationScore(pack, { ...chosen, overall: null })).toMatchObject({ level: null, reason: 'levels-missing' });
});
