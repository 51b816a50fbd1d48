import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../domain/errors.ts';
import type { AgreedGoal } from '../../../domain/scoring/rating-inputs.ts';
import { type SubmittedRating, assertRating } from '../../../domain/tasks/rating-rules.ts';
import { shippedPack } from '../../support/packs.ts';

const agreed = (id: string, designation: string | null = null): AgreedGoal => ({
  id,
  designation,
  weight: '50',
  method: 'ratio',
  direction: 'higher',
  baseline: null,
  target: '100',
});
const goal = (goalId: string, level: string | null, text = 'a fact') => ({ goalId, level, actual: '90', text });
const element = (id: string, level: string, text = 'a fact') => ({ id, level, text });

interface Given extends Partial<SubmittedRating> {
  readonly pack: string;
  readonly goalsInForce?: readonly AgreedGoal[];
  readonly leads?: boolean;
}

function refusal({ pack, goalsInForce = [agreed('g1'), agreed('g2')], leads = false, ...form }: Given) {
  const rating = { goals: [], elements: [], overall: null, development: [], ...form };
  try {
    assertRating(rating, shippedPack(pack), { goalsInForce, leads });
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.details };
    throw error;
  }
  return undefined;
}

const abilities = ['planning', 'execution', 'communication', 'collaboration'].map((id) => element(id, '4'));
const grade5 = { pack: 'kr-local-grade5', goals: [goal('g1', '4'), goal('g2', '5')], elements: abilities };

describe('a rating', () => {
  it('rates every goal and element once, and nothing else', () => {
    expect(refusal(grade5)).toBeUndefined();
    expect(refusal({ ...grade5, goals: [goal('g1', '4')] })).toMatchObject({
      code: 'answer-required',
      path: '/goals',
      missing: ['g2'],
    });
    expect(refusal({ ...grade5, goals: [...grade5.goals, goal('g9', '4')] })).toMatchObject({ path: '/goals/2' });
    expect(refusal({ ...grade5, elements: abilities.slice(1) })).toMatchObject({ path: '/elements', missing: ['planning'] });
    expect(refusal({ ...grade5, elements: [...abilities, element('charm', '4')] })).toMatchObject({ path: '/elements/4' });
  });

  it('uses the levels of the scale and gives words where the level owes them', () => {
    expect(refusal({ ...grade5, goals: [goal('g1', '4'), goal('g2', '6')] })).toMatchObject({
      code: 'invalid-input',
      path: '/goals/1/level',
      reason: 'level-not-on-scale',
      levels: ['5', '4', '3', '2', '1'],
    });
    expect(refusal({ ...grade5, goals: [goal('g1', null), goal('g2', '5')] })).toMatchObject({
      path: '/goals/0/level',
      reason: 'required',
    });
    const wordless = [...abilities.slice(0, 3), element('collaboration', '4', ' ')];
    expect(refusal({ ...grade5, elements: wordless })).toMatchObject({
      code: 'words-required',
      path: '/elements/3/text',
      level: '4',
    });
  });

  it('says nothing about the whole where nobody asks, and something where the pack does', () => {
    const overall = { level: '4', text: 'a fact' };
    expect(refusal({ ...grade5, overall })).toMatchObject({ path: '/overall', reason: 'not-asked' });
    expect(refusal({ ...coaching, overall: null })).toMatchObject({ code: 'answer-required', path: '/overall' });
    expect(refusal({ ...coaching, overall: { level: 'splendid', text: '' } })).toMatchObject({ path: '/overall/level' });
    expect(refusal({ ...coaching, overall: { level: 'reached', text: '' } })).toMatchObject({
      code: 'words-required',
      path: '/overall/text',
    });
  });

  it('agrees steps of development where the pack wants them', () => {
    expect(refusal(coaching)).toBeUndefined();
    expect(refusal({ ...coaching, development: [] })).toMatchObject({ code: 'answer-required', path: '/development', fewest: 1 });
  });

  it('asks only those who rate others about leading', () => {
    const [missing] = shippedPack('coaching-first').sections.flatMap(({ elements }) => elements.filter(({ onlyFor }) => onlyFor));
    expect(refusal({ ...coaching, leads: true })).toMatchObject({ path: '/elements', missing: [missing?.id] });
    const leading = [...coaching.elements, element(missing?.id ?? '', 'reached')];
    expect(refusal({ ...coaching, leads: true, elements: leading })).toBeUndefined();
    expect(refusal({ ...coaching, elements: leading })).toMatchObject({ path: '/elements/2' });
  });

  it('gives no level to goals of which only the numbers count', () => {
    const elements = shippedPack('kr-local-grade4').sections.flatMap((section) =>
      section.elements.map(({ id }) => element(id, '4')),
    );
    const measured = { pack: 'kr-local-grade4', elements };
    expect(refusal({ ...measured, goals: [goal('g1', null), goal('g2', null, '')] })).toBeUndefined();
    expect(refusal({ ...measured, goals: [goal('g1', null), goal('g2', '4')] })).toMatchObject({
      path: '/goals/1/level',
      reason: 'not-asked',
    });
    expect(refusal(measured)).toMatchObject({ path: '/goals', missing: ['g1', 'g2'] });
  });

  it('rates no goals where no section has them', () => {
    const elements = ['LC', 'LP', 'BA', 'BC', 'RD'].map((id) => element(id, '4'));
    const executive = { pack: 'us-federal-ses', elements, development: [{}] };
    expect(refusal(executive)).toBeUndefined();
    expect(refusal({ ...executive, goals: [goal('g1', '4')] })).toMatchObject({ path: '/goals/0', reason: 'unknown-or-twice' });
  });
});

const coaching = {
  pack: 'coaching-first',
  goals: [goal('g1', 'reached'), goal('g2', 'beyond')],
  elements: [element('growth-since-last-year', 'reached'), element('working-together', 'reached')],
  overall: { level: 'reached', text: 'a fact' },
  development: [{}],
};

describe('a rating under Oklahoma’s rules', () => {
  const behaviours = ['customer-service', 'teamwork', 'problem-solving', 'leadership', 'work-hours'];
  const oklahoma = (level: string, overall: string, text = 'documented'): Given => ({
    pack: 'oklahoma',
    goalsInForce: [agreed('g1', 'critical'), agreed('g2', 'important'), agreed('g3', 'important')],
    goals: ['g1', 'g2', 'g3'].map((id) => goal(id, level, text)),
    elements: behaviours.map((id) => element(id, 'meets', '')),
    overall: { level: overall, text: 'documented' },
    development: [{}],
  });

  it('is accepted where the rules are kept, without words at Meets', () => {
    expect(refusal(oklahoma('meets', 'meets', ''))).toBeUndefined();
    expect(refusal(oklahoma('exceeds', 'exceeds'))).toBeUndefined();
  });

  it('is refused with every reason', () => {
    expect(refusal(oklahoma('meets', 'exceeds'))).toMatchObject({
      code: 'rating-not-accepted',
      path: '/overall/level',
      reasons: ['all-at-or-below-meets'],
    });
    expect(refusal(oklahoma('does-not-meet', 'exceeds'))).toMatchObject({
      reasons: ['all-at-or-below-meets', 'critical-does-not-meet', 'three-below-meets'],
    });
  });

  it('wants documented results for anything but Meets', () => {
    expect(refusal(oklahoma('exceeds', 'exceeds', ''))).toMatchObject({ code: 'results-required', path: '/goals/0/text' });
  });
});
