import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../../contracts/commands.ts';
import { cycleStage, fitsStage, hasSomethingToEnd } from '../../../domain/cycle/stage.ts';
import type { CycleStage } from '../../../domain/cycle/stage.ts';

const AT = '2026-01-19T00:00:00.000Z';
const at = (stage: CycleStage) => COMMAND_NAMES.filter((name) => fitsStage(name, stage));

describe('the stage of a cycle', () => {
  it('is the last one that it has come to', () => {
    const never = { launchedAt: null, publishedAt: null, archivedAt: null };
    expect(cycleStage(never)).toBe('planned');
    expect(cycleStage({ ...never, launchedAt: AT })).toBe('running');
    expect(cycleStage({ ...never, launchedAt: AT, publishedAt: AT })).toBe('published');
    expect(cycleStage({ launchedAt: AT, publishedAt: AT, archivedAt: AT })).toBe('archived');
  });

  it('leaves nothing but the launch before it, and everything else after it but what needs results', () => {
    expect(at('planned')).toEqual(['launch-cycle']);
    expect(at('running')).toEqual(COMMAND_NAMES.filter((name) => !['launch-cycle', 'correct-result'].includes(name)));
  });

  it('has no second launch, no second publication and nobody who comes back once results are out', () => {
    expect(COMMAND_NAMES.filter((name) => !at('published').includes(name))).toEqual(['launch-cycle', 'publish', 'reinstate']);
  });

  it('leaves an archived cycle only what helps open tasks to their end, and corrections', () => {
    expect(at('archived')).toEqual(['resume', 'remind', 'decide-silence', 'retry-failed', 'correct-result', 'resend-mail']);
  });

  it('leaves no reminder where nobody has a turn, and nothing to retry or resume where nothing failed or is paused', () => {
    const left = { turns: false, failed: false, paused: false };
    const ends = (found: typeof left) => at('archived').filter((name) => hasSomethingToEnd(name, found));
    expect(ends(left)).toEqual(['correct-result', 'resend-mail']);
    expect(ends({ ...left, turns: true })).toEqual(['remind', 'decide-silence', 'correct-result', 'resend-mail']);
    expect(ends({ ...left, failed: true })).toEqual(['retry-failed', 'correct-result', 'resend-mail']);
    expect(ends({ ...left, paused: true })).toEqual(['resume', 'correct-result', 'resend-mail']);
  });
});
