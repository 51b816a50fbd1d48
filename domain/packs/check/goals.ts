import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** Goals can be written as the pack wants them, and have the weights that its scoring counts with. */
export function goalFindings(pack: CheckedPack): readonly Finding[] {
  const { goals, phases } = pack;
  const { fewest, most, recommended, weightsSum, fewestCritical, fewestTogether } = goals;
  const above = (key: string, count: number): readonly Finding[] =>
    count > most ? [{ code: 'fewest-above-most', pointer: `/goals/${key}`, details: { fewest: count, most } }] : [];
  const [from, to] = recommended;
  return [
    ...above('fewest', fewest),
    ...above('fewestCritical', fewestCritical ?? 0),
    ...above('fewestTogether', fewestTogether),
    ...(from < fewest || to > most || from > to
      ? [{ code: 'recommended-out-of-range' as const, pointer: '/goals/recommended', details: { fewest, most } }]
      : []),
    ...(weightsSum !== null && fewest === 0
      ? [{ code: 'goal-weights-cannot-sum' as const, pointer: '/goals/fewest', details: { weightsSum } }]
      : []),
    ...(weightsSum === null && countsGoalWeights(pack)
      ? [{ code: 'goal-weights-needed' as const, pointer: '/goals/weightsSum', details: { method: pack.scoring.method } }]
      : []),
    ...(fewest > 0 && phases.every(({ workflowType }) => workflowType !== 'goalSettingWorkflow')
      ? [{ code: 'goals-never-set' as const, pointer: '/phases', details: { fewest } }]
      : []),
  ];
}

function countsGoalWeights({ scoring, sections }: CheckedPack): boolean {
  const areRated = sections.some(({ goals }) => goals);
  switch (scoring.method) {
    case 'elements':
      return areRated;
    case 'derivation':
      return areRated && scoring.rule === 'arizona';
    case 'composition':
      return areRated || scoring.components.some(({ of }) => of === 'goals');
    case 'chosen':
      return false;
  }
}
