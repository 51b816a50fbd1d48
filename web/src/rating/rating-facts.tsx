import type { Task } from '../../../contracts/api/tasks.ts';
import { ContentFacts } from '../evidence/content-facts.tsx';
import { goalTitle, textOf } from '../evidence/goal-title.ts';
import type { Content } from '../forms/pointers.ts';
import { useWords } from '../words/words.tsx';

interface RatingFactsProps {
  readonly rating: Content;
  readonly task: Task;
}

function list(value: unknown): readonly Content[] {
  return Array.isArray(value) ? (value as Content[]) : [];
}

/** A rating as it was handed in: goals and abilities with their levels in words. */
export function RatingFacts({ rating, task }: RatingFactsProps) {
  const t = useWords();
  const { levels, competencies } = task.rules;
  const levelWords = (level: unknown) => {
    const known = levels.find((one) => one.level === level);
    return known === undefined ? '–' : t('rating.level-name', { level: known.level, name: t.pair(known.name) });
  };
  const abilityName = (id: string) => {
    const known = competencies.find((one) => one.id === id);
    return known === undefined ? id : t.pair(known.name);
  };
  const rows = [
    ...list(rating['goals']).map((row) => ({ row, name: goalTitle(task.evidence, textOf(row, 'goalId')) })),
    ...list(rating['competencies']).map((row) => ({ row, name: abilityName(textOf(row, 'id')) })),
  ];
  return (
    <>
      {rows.map(({ row, name }, index) => (
        <div key={index}>
          <h3>
            {name} · {levelWords(row['level'])}
          </h3>
          <ContentFacts content={row} without={['goalId', 'level']} evidence={task.evidence} />
        </div>
      ))}
      <ContentFacts content={rating} without={['goals', 'competencies']} />
    </>
  );
}
