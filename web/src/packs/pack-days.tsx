import { valueAt } from '../forms/pointers.ts';
import { Input } from '../ui/input.tsx';
import { usePackEdit } from './pack-edit.ts';
import { OTHER_DAYS, dateOfDay, dayOfDate, listAt } from './pack-text.ts';
import { useTitleAt } from './pack-titles.ts';
import { usePackWords } from './pack-words.ts';
import { ShiftedDays } from './shifted-days.tsx';

/** Days of a pack and of each of its periods, as dates of the first cycle that may use it. */
export function PackDays() {
  const p = usePackWords();
  const { draft } = usePackEdit();
  const titleAt = useTitleAt();
  const from = valueAt(draft, '/effectiveFrom');
  const year = Number(/^\d{4}/.exec(typeof from === 'string' ? from : '')?.[0] ?? new Date().getFullYear());
  const ofPeriods = listAt(draft, '/periods').flatMap((period, index) => {
    const pointer = `/periods/${String(index)}`;
    const title = titleAt(pointer, String(index + 1));
    if (valueAt(period, '/by') === 'shift') return [<ShiftedDays key={pointer} title={title} pointer={pointer} />];
    if (valueAt(period, '/dates') === undefined) return [];
    return [<PeriodDays key={pointer} title={title} pointer={`${pointer}/dates`} year={year} />];
  });
  return (
    <fieldset>
      <legend>{p('packs.days')}</legend>
      <p className="help">{p('packs.days-lead', { year: String(year) })}</p>
      {listAt(draft, '/phases').map((phase, index) => {
        const pointer = `/phases/${String(index)}`;
        const due = Object.keys(valueAt(phase, '/tasks') ?? {}).map((kind) => [kind, `${pointer}/tasks/${kind}/due`] as const);
        return <PhaseDays key={index} phase={titleAt(pointer, String(index + 1))} pointer={pointer} due={due} year={year} />;
      })}
      <OtherDays pointer="" year={year} />
      {ofPeriods}
    </fieldset>
  );
}

interface PeriodDaysProps {
  readonly title: string;
  readonly pointer: string;
  readonly year: number;
}

function PeriodDays({ title, pointer, year }: PeriodDaysProps) {
  const { draft } = usePackEdit();
  const titleAt = useTitleAt();
  const phases = listAt(draft, '/phases').map((phase, index) => {
    const key = String(valueAt(phase, '/key'));
    return { key, name: `${title} · ${titleAt(`/phases/${String(index)}`, key)}`, pointer: `${pointer}/phases/${key}` };
  });
  return (
    <details>
      <summary>{title}</summary>
      {phases
        .filter((phase) => valueAt(draft, phase.pointer) !== undefined)
        .map((phase) => {
          const due = Object.keys(valueAt(draft, `${phase.pointer}/due`) ?? {}).map(
            (kind) => [kind, `${phase.pointer}/due/${kind}`] as const,
          );
          return <PhaseDays key={phase.key} phase={phase.name} pointer={phase.pointer} due={due} year={year} />;
        })}
      <OtherDays of={title} pointer={pointer} year={year} />
    </details>
  );
}

interface PhaseDaysProps {
  readonly phase: string;
  readonly pointer: string;
  /** Task kinds, each with the place of its day. */
  readonly due: readonly (readonly [kind: string, pointer: string])[];
  readonly year: number;
}

function PhaseDays({ phase, pointer, due, year }: PhaseDaysProps) {
  const p = usePackWords();
  return (
    <details>
      <summary>{phase}</summary>
      <div className="columns">
        <DayAt label={p('packs.opens', { phase })} pointer={`${pointer}/opens`} year={year} />
        <DayAt label={p('packs.closes', { phase })} pointer={`${pointer}/closes`} year={year} />
        {due.map(([kind, at]) => (
          <DayAt
            key={kind}
            label={p('packs.due', { phase, task: p.maybe(`task.${kind}.name`, kind) })}
            pointer={at}
            year={year}
          />
        ))}
      </div>
    </details>
  );
}

interface OtherDaysProps {
  readonly of?: string;
  readonly pointer: string;
  readonly year: number;
}

function OtherDays({ of, pointer, year }: OtherDaysProps) {
  const p = usePackWords();
  const { draft } = usePackEdit();
  const named = (words: string) => (of === undefined ? words : `${of} · ${words}`);
  return (
    <details>
      <summary>{named(p('packs.other-days'))}</summary>
      <div className="columns">
        {OTHER_DAYS.filter((one) => valueAt(draft, `${pointer}/${one}`) !== undefined).map((one) => (
          <DayAt key={one} label={named(p(`packs.${one}`))} pointer={`${pointer}/${one}`} year={year} />
        ))}
      </div>
    </details>
  );
}

interface DayAtProps {
  readonly label: string;
  readonly pointer: string;
  readonly year: number;
}

function DayAt({ label, pointer, year }: DayAtProps) {
  const { draft, change } = usePackEdit();
  const day = valueAt(draft, pointer);
  return (
    <Input
      label={label}
      type="date"
      value={dateOfDay(day, year)}
      onChange={(date) => {
        // An emptied field is a date that is being typed; a day never goes away.
        if (date !== '') change(pointer, dayOfDate(date, year, day));
      }}
    />
  );
}
