import type { Task } from '../../../contracts/api/tasks.ts';
import { ContentFacts } from '../evidence/content-facts.tsx';
import { goalTitle, textOf } from '../evidence/goal-title.ts';
import type { Content } from '../forms/pointers.ts';
import { useWords } from '../words/words.tsx';
import { levelName } from './level-name.ts';

interface RatingFactsProps {
  readonly rating: Content;
  readonly task: Task;
}

function list(value: unknown): readonly Content[] {
  return Array.isArray(value) ? (value as Content[]) : [];
}

/** A rating as it was handed in: goals, elements and the whole with their levels in words. */
export function RatingFacts({ rating, task }: RatingFactsProps) {
  const t = useWords();
  const { scales, sections, overall } = task.rules;
  const levelWords = (scale: string | undefined, level: unknown) => {
    const known = scales.find(({ id }) => id === scale)?.levels.find((one) => one.level === level);
    return known === undefined ? '–' : levelName(t, known);
  };
  const ofGoals = sections.find(({ goals }) => goals)?.scale;
  const fixed = new Map(
    sections.flatMap(({ scale, elements }) =>
      elements.map((element) => [element.id, { ...element, scale: element.scale ?? scale }]),
    ),
  );
  const whole = rating['overall'] as Content | null | undefined;
  const rows = [
    ...list(rating['goals']).map((row) => ({ row, name: goalTitle(task.evidence, textOf(row, 'goalId')), scale: ofGoals })),
    ...list(rating['elements']).map((row) => {
      const known = fixed.get(textOf(row, 'id'));
      return { row, name: known === undefined ? textOf(row, 'id') : t.pair(known.name), scale: known?.scale };
    }),
    ...(overall === undefined || !whole ? [] : [{ row: whole, name: t.pair(overall.name), scale: overall.scale }]),
  ];
  return (
    <>
      {rows.map(({ row, name, scale }, index) => (
        <div key={index}>
          <h3>
            {name}
            {scale !== undefined && ` · ${levelWords(scale, row['level'])}`}
          </h3>
          <ContentFacts content={row} without={['goalId', 'level']} evidence={task.evidence} />
        </div>
      ))}
      <ContentFacts content={rating} without={['goals', 'elements', 'overall']} />
    </>
  );
}
