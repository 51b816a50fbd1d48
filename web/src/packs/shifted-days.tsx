import { monthsLater } from '../../../domain/cycle/periods.ts';
import type { PackDay } from '../../../domain/cycle/plan.ts';
import { dayWords } from '../../../domain/packs/day-words.ts';
import { valueAt } from '../forms/pointers.ts';
import { useWords } from '../words/words.tsx';
import { usePackEdit } from './pack-edit.ts';
import { NumberAt } from './pack-fields.tsx';
import { OTHER_DAYS, listAt } from './pack-text.ts';
import { useTitleAt } from './pack-titles.ts';
import { usePackWords } from './pack-words.ts';

interface ShiftedDaysProps {
  readonly title: string;
  readonly pointer: string;
}

/** How many months a period is later than another, and the days that it gets by that. */
export function ShiftedDays({ title, pointer }: ShiftedDaysProps) {
  const p = usePackWords();
  const t = useWords();
  const { draft } = usePackEdit();
  const titleAt = useTitleAt();
  const key = valueAt(draft, `${pointer}/of`);
  const at = listAt(draft, '/periods').findIndex((period) => valueAt(period, '/key') === key);
  const of = titleAt(`/periods/${String(at)}`, String(key));
  const months = valueAt(draft, `${pointer}/months`);
  const days = useDaysIn(valueAt(draft, `/periods/${String(at)}/dates`));
  return (
    <details>
      <summary>{title}</summary>
      <NumberAt label={p('packs.months-later', { period: title, of })} pointer={`${pointer}/months`} />
      {Number.isInteger(months) && (
        <dl className="facts">
          {days.map(({ name, day }, index) => (
            <div key={index} className="fact">
              <dt>{name}</dt>
              <dd>{t.pair(dayWords(monthsLater(day, Number(months))))}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}

interface NamedDay {
  readonly name: string;
  readonly day: PackDay;
}

/** Every day of a period by the name of its field, phase after phase; what is no day is left out. */
function useDaysIn(dates: unknown): readonly NamedDay[] {
  const p = usePackWords();
  const { draft } = usePackEdit();
  const titleAt = useTitleAt();
  const ofPhases = listAt(draft, '/phases').flatMap((one, index) => {
    const key = String(valueAt(one, '/key'));
    const days = valueAt(dates, `/phases/${key}`);
    const phase = titleAt(`/phases/${String(index)}`, key);
    const due = Object.entries(valueAt(days, '/due') ?? {}).flatMap(([kind, day]) =>
      named(p('packs.due', { phase, task: p.maybe(`task.${kind}.name`, kind) }), day),
    );
    return [
      ...named(p('packs.opens', { phase }), valueAt(days, '/opens')),
      ...named(p('packs.closes', { phase }), valueAt(days, '/closes')),
      ...due,
    ];
  });
  return [...ofPhases, ...OTHER_DAYS.flatMap((one) => named(p(`packs.${one}`), valueAt(dates, `/${one}`)))];
}

function named(name: string, day: unknown): readonly NamedDay[] {
  const { year, month, day: of } = (day ?? {}) as Partial<PackDay>;
  return [year, month, of].every(Number.isInteger) ? [{ name, day: day as PackDay }] : [];
}
