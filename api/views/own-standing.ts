import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { PhaseRun } from '../../db/reading/steps.ts';
import { type AccessKind, TASK_ACCESSES } from '../../domain/access-kinds.ts';
import { TASK_KINDS } from '../../domain/tasks/kinds.ts';

/**
 * The runs of an evaluation as whoever it is about may see them. Where only some levels are reviewed, an open review, and none, tell the level: such a
 * phase goes on until the results are out.
 */
export function runsForOwner(cycle: CycleContext, runs: readonly PhaseRun[]): readonly PhaseRun[] {
  if (areResultsOut(cycle)) return runs;
  return runs.map((run) =>
    tellsLevel(cycle, run.phase) && run.outcome !== 'skipped' ? { ...run, state: 'open', outcome: null, paused: false } : run,
  );
}

/** Whether the owner may be told of an open task of a phase. */
export function mayOwnerKnow(cycle: CycleContext, phase: string): boolean {
  return !tellsLevel(cycle, phase) || areResultsOut(cycle);
}

/** Looks that the owner does not read yet: at the tasks of a phase of which they may not be told. They are logged, and told once the results are out. */
export function looksHeldBack(cycle: CycleContext): readonly AccessKind[] {
  const phases = cycle.pack.phases.filter(({ key }) => !mayOwnerKnow(cycle, key));
  const kinds = TASK_KINDS.filter((kind) => phases.some(({ tasks }) => tasks[kind] !== undefined));
  return kinds.flatMap((kind) => TASK_ACCESSES.map((access): AccessKind => `${access}.${kind}`));
}

function tellsLevel({ pack }: CycleContext, phase: string): boolean {
  const rules = pack.phases.find(({ key }) => key === phase)?.tasks;
  return rules?.['rating.review']?.reviewer?.onlyLevels !== undefined;
}

function areResultsOut({ publishedAt, now }: CycleContext): boolean {
  return publishedAt !== null && publishedAt <= now;
}
