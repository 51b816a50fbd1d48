import type { Form, OrdinaryWriting } from './writing.ts';

/** What a chair decides without a story: nothing changes, unless too many have a level of which there may be fewer. */
export function committeeForm({ task, say }: OrdinaryWriting): Form {
  return { moves: [], changes: loweredToCap({ task, say }), discussed: true, minutes: say('minutes') };
}

/** Where a limit binds and is exceeded, the lowest-scored of those levels get the next level below, until it holds. */
function loweredToCap({ task, say }: Pick<OrdinaryWriting, 'task' | 'say'>): readonly Form[] {
  const { board } = task.evidence;
  const { calibration, levels } = task.rules;
  if (calibration.changes !== 'levels' || board?.cap == null || !board.cap.enforced) return [];
  const { cap } = board;
  const capped = board.places.filter(({ grade }) => grade !== null && cap.levels.includes(grade));
  const next = levels[levels.findLastIndex(({ level }) => cap.levels.includes(level)) + 1]?.level;
  const rank = (grade: string | null) => levels.findIndex(({ level }) => level === grade);
  const lowestFirst = capped.sort((a, b) => Number(a.score ?? 0) - Number(b.score ?? 0) || rank(b.grade) - rank(a.grade));
  return lowestFirst.slice(0, Math.max(0, capped.length - cap.most)).map(({ evaluationId }) => ({
    evaluationId,
    level: next,
    code: codeFor(calibration.reasonCodes.map(({ code }) => code)),
    reason: say('lowered'),
    proposer: '',
  }));
}

/** The pack's own code for a limit, if it has one; every pack has one for what it has no code for. */
function codeFor(codes: readonly string[]): string | undefined {
  return codes.find((code) => code === 'cap') ?? codes.at(-1);
}

/** What somebody who watches is told of a decision that changed levels; nothing where it changed none. */
export function decisionTold(kind: string, about: string, form: Form): string | undefined {
  const changes = kind === 'calibration.lock' ? (form['changes'] as readonly unknown[] | undefined) : undefined;
  if (changes === undefined || changes.length === 0) return undefined;
  return `The committee gives ${changes.length} of ${about} another level, each with a reason`;
}
