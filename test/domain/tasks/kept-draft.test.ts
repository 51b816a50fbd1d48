import { expect, test } from 'vitest';
import { keptDraft } from '../../../domain/tasks/kept-draft.ts';

const LONG = 'x'.repeat(9);

test('row-31: what cannot be kept is as it was before, and everything else as it is now', () => {
  const before = { goals: [{ id: 'a', title: 'one', why: 'old' }], wish: 'old' };
  const content = { goals: [{ id: 'a', title: 'two', why: LONG }], wish: LONG };
  const kept = keptDraft(content, before, ['/goals/0/why', '/wish']);
  expect(kept).toEqual({ goals: [{ id: 'a', title: 'two', why: 'old' }], wish: 'old' });
  expect(content.wish).toBe(LONG);
});

test('row-31: what was not there before is left out, and nothing of another element of a list comes in', () => {
  const before = { goals: [{ id: 'a', why: 'of a' }] };
  const content = {
    goals: [
      { id: 'b', title: 'new', why: LONG },
      { id: 'a', why: 'of a' },
    ],
    wish: LONG,
  };
  expect(keptDraft(content, before, ['/goals/0/why', '/wish'])).toEqual({
    goals: [
      { id: 'b', title: 'new' },
      { id: 'a', why: 'of a' },
    ],
  });
});
