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

test('row-31: an element of a list of texts is what stood there before, else empty, and the others keep their places', () => {
  const before = { goals: [{ id: 'a', history: ['1'] }] };
  const content = { goals: [{ id: 'a', history: [LONG, LONG, '3'], sharedWith: ['S2', LONG] }] };
  const places = ['/goals/0/history/0', '/goals/0/history/1', '/goals/0/sharedWith/1'];
  expect(keptDraft(content, before, places)).toEqual({ goals: [{ id: 'a', history: ['1', '', '3'], sharedWith: ['S2', ''] }] });
});
