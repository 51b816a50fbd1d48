import { describe, expect, it } from 'vitest';
import type { ScoringKind } from '../../../domain/scoring/faults.ts';
import { type KindName, KINDS } from '../../../domain/scoring/kinds.ts';
import { LABELS } from '../../../domain/scoring/labels.ts';
import { scoreElements } from '../../../domain/scoring/elements.ts';
import { renderSteps } from '../../../domain/words/scoring/steps.ts';
import { WORKED } from '../scoring/worked.ts';

const NAMES = Object.keys(KINDS) as KindName[];
/** Signs of mathematics, and levels that the rules themselves name. */
const SIGNS = /^(min|max|round|[nxz]|x̄|Φ|Σ|σ|exceptional|superior|fully-successful|unsatisfactory|overall|exceeds|meets|all)$/u;

function stepsOf(name: KindName) {
  const { score } = KINDS[name] as ScoringKind<unknown, object>;
  return WORKED[name].flatMap((facts) => score(facts).steps.map((step) => ({ step, facts })));
}

describe('the sentences of steps', () => {
  it.each(NAMES)('of %s have each number of the step, unchanged, in both languages', (name) => {
    for (const { step } of stepsOf(name)) {
      for (const locale of ['ko', 'en'] as const) {
        const [said = ''] = renderSteps(locale, [step]);
        expect(said).toContain(` ${step.value}`);
        for (const value of Object.values(step.inputs)) expect(said).toContain(`= ${value}`);
      }
    }
  });

  it.each(NAMES)('of %s have no English word in Korean but names that the document gives', (name) => {
    for (const { step, facts } of stepsOf(name)) {
      const [said = ''] = renderSteps('ko', [step]);
      const words = said.replace(/\[근거: .*\]$/u, '').match(/[A-Za-z][A-Za-z0-9-]*/gu) ?? [];
      const given = JSON.stringify(facts);
      expect(words.filter((word) => !SIGNS.test(word) && !given.includes(`"${word}"`))).toEqual([]);
    }
  });

  it.each(NAMES)('of %s have no Korean word in English but names that the document gives', (name) => {
    for (const { step, facts } of stepsOf(name)) {
      const [said = ''] = renderSteps('en', [step]);
      const words = said.match(/\p{Script=Hangul}+/gu) ?? [];
      expect(words.filter((word) => !JSON.stringify(facts).includes(word))).toEqual([]);
    }
  });

  it('are the same for a stored step, whose inputs have another order', () => {
    for (const { step } of NAMES.flatMap(stepsOf)) {
      const stored = { ...step, inputs: Object.fromEntries(Object.entries(step.inputs).toReversed()) };
      expect(renderSteps('en', [stored])).toEqual(renderSteps('en', [step]));
    }
  });

  it('are the same for a group whose label is its own and for a group of `dure score`', () => {
    const groups = [{ id: 'ability', share: 100, elements: [{ id: 'planning', max: '15', level: 4 }] }];
    const own = scoreElements(groups, '70').steps;
    const facts = { groups: groups.map((group) => ({ ...group, share: '100' })), outOf: '70' };
    expect(renderSteps('ko', own)).toEqual(renderSteps('ko', KINDS.elements.score(facts).steps));
    expect(renderSteps('en', own)[0]).toBe(
      'An element gives its full marks, a goal its weight, by its level out of 5: planning full marks × planning level / 5 = 12 ' +
        '(planning full marks = 15, planning level = 4). [source: Rating Rules §8(7), scoring method ELE1]',
    );
  });

  it('leave a label that is no rule as it is', () => {
    const step = { label: 'toString', formula: 'a', inputs: { a: '1' }, value: '1', source: 'none' };
    expect(renderSteps('en', [step])).toEqual(['toString: a = 1 (a = 1). [source: none]']);
    expect(Object.keys(LABELS)).not.toContain('toString');
  });
});
