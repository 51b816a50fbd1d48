import { expect, test } from 'vitest';
import { textLimit } from '../../contracts/form-limits.ts';
import { DRAFTS } from '../../contracts/forms.ts';

test.each([
  ['goals.draft', '/goals/3/whyTarget', 1000],
  ['goals.draft', '/goals/0/title', 200],
  ['goals.agree', '/comments/0/text', 1000],
  ['self-assessment.write', '/goals/1/text', 4000],
  ['self-assessment.write', '/actions/0/text', 1000],
  ['rating.write', '/overall/text', 4000],
  ['rating.write', '/opinion', 4000],
  ['calibration.lock', '/minutes', 4000],
  ['coaching.hold', '/progress/0/text', 1000],
  ['result.acknowledge', '/comment', 4000],
] as const)('row-31: the form of %s has room at %s for %i characters, and its draft too', (kind, pointer, most) => {
  expect(textLimit(kind, pointer)).toBe(most);
  const nested = (text: string) =>
    pointer
      .split('/')
      .slice(1)
      .reduceRight<unknown>((inner, part) => (/^\d+$/.test(part) ? [inner] : { [part]: inner }), text);
  expect(DRAFTS[kind].safeParse(nested('가'.repeat(most))).success).toBe(true);
  expect(DRAFTS[kind].safeParse(nested('가'.repeat(most + 1))).success).toBe(false);
});

test('row-31: what is no text has no limit', () => {
  for (const pointer of ['', '/goals', '/goals/0/direction', '/nothing/0/x'])
    expect(textLimit('goals.draft', pointer)).toBeUndefined();
});

test('row-31: a number or a day that is too long is refused as a text is, by its length', () => {
  const tooLong = '9'.repeat(61);
  const refused = [
    DRAFTS['goals.draft'].safeParse({ goals: [{ target: tooLong, baseline: tooLong, history: [tooLong] }] }),
    DRAFTS['coaching.hold'].safeParse({ heldOn: tooLong, actions: [{ by: tooLong }] }),
    DRAFTS['rating.write'].safeParse({ goals: [{ goalId: 'a', actual: tooLong }] }),
  ];
  const issues = refused.flatMap(({ error }) => error?.issues ?? []);
  expect(issues.map(({ code }) => code)).toEqual(Array(6).fill('too_big'));
});
