import { describe, expect, it } from 'vitest';
import { planCycle } from '../../../domain/cycle/plan.ts';
import type { PhaseOverride } from '../../../domain/cycle/plan.ts';
import { neverOpen, outsideWindows } from '../../../domain/cycle/windows.ts';
import { calendar, pack } from './sample.ts';

const planned = (goalSetting: PhaseOverride) =>
  planCycle({ pack, year: 2026, calendar, overrides: { phases: { 'goal-setting': goalSetting } } }).phases;

describe('the windows of a plan', () => {
  it('hold every deadline of the pack as it ships', () => {
    expect(outsideWindows(planned({}))).toEqual([]);
    expect(neverOpen(planned({}))).toEqual([]);
  });

  it('name each task kind that is due after HR closes the phase', () => {
    const found = outsideWindows(planned({ closes: '2026-02-10' }));
    expect(found.map(({ phase, kind, where }) => [phase, kind, where])).toEqual([
      ['goal-setting', 'goals.agree', 'after-closing'],
      ['goal-setting', 'goals.confirm', 'after-closing'],
    ]);
  });

  it('name each task kind that is due before HR opens the phase', () => {
    expect(outsideWindows(planned({ opens: '2026-02-09' }))).toMatchObject([
      { phase: 'goal-setting', kind: 'goals.draft', where: 'before-opening', dueAt: '2026-02-06T09:00:00.000Z' },
    ]);
  });

  it('hold a deadline on the very instant at which the phase closes', () => {
    expect(outsideWindows(planned({ due: { 'goals.confirm': '2026-03-04T00:00:00+09:00' } }))).toEqual([]);
  });

  it('cannot close before they open, however the instants are written', () => {
    expect(neverOpen(planned({ closes: '2026-01-02' }))).toEqual(['goal-setting']);
    // Eight in the evening in New York is already ten in the morning of the next day in Seoul.
    const opens = '2026-02-01T20:00:00-05:00';
    expect(neverOpen(planned({ opens, closes: '2026-02-02T09:59:00+09:00' }))).toEqual(['goal-setting']);
    expect(neverOpen(planned({ opens, closes: '2026-02-02T10:01:00+09:00' }))).toEqual([]);
  });
});
