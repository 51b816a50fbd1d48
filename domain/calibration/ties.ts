import { exact, plain } from '../scoring/exact.ts';
import type { Step } from '../scoring/steps.ts';
import { step } from '../scoring/steps.ts';
import type { Result } from './distribution.ts';

interface Rated {
  readonly evaluationId: string;
  readonly score: string | null;
}

/** People of a group whom their scores do not part: the order of their evaluations' ids does. */
export interface Tie {
  /** Null: they have no score. */
  readonly score: string | null;
  readonly evaluationIds: readonly string[];
}

/** Who has the same score as others of the group, in the order given; nobody who stands alone with a score. */
export function tiesOf(members: readonly Rated[]): readonly Tie[] {
  const groups = Map.groupBy(members, ({ score }) => (score === null ? null : plain(exact(score))));
  return [...groups.values()].flatMap((group) => {
    const [first, second] = group;
    if (first === undefined || second === undefined) return [];
    return [{ score: first.score, evaluationIds: group.map(({ evaluationId }) => evaluationId) }];
  });
}

/** The results with one step more for whoever is tied: how many have the score, and what decides between them. scoring.md CAL4. */
export function withTies(results: readonly Result[], members: readonly Rated[]): readonly Result[] {
  const told = new Map(tiesOf(members).flatMap((tie) => tie.evaluationIds.map((id) => [id, tieStep(tie)] as const)));
  return results.map((result) => {
    const own = told.get(result.evaluationId);
    return own === undefined ? result : { ...result, steps: [...result.steps, own] };
  });
}

function tieStep({ score, evaluationIds }: Tie): Step {
  const people = `${evaluationIds.length}`;
  const facts = { formula: 'people', value: people, source: 'scoring.md CAL4' };
  return score === null
    ? step({ label: 'scoring.tie.no-score', inputs: { people }, ...facts })
    : step({ label: 'scoring.tie', inputs: { score, people }, ...facts });
}
