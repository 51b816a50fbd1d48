import { valueAt } from '../forms/pointers.ts';
import { Input } from '../ui/input.tsx';
import { useWords } from '../words/words.tsx';
import { usePackEdit } from './pack-edit.ts';
import { dateOfDay, dayOfDate } from './pack-text.ts';
import { usePackWords } from './pack-words.ts';

const OTHERS = ['meeting', 'publication', 'archive'] as const;

/** Days of a pack as dates of the first cycle that may use it. */
export function PackDays() {
  const p = usePackWords();
  const t = useWords();
  const { draft } = usePackEdit();
  const from = valueAt(draft, '/effectiveFrom');
  const year = Number(/^\d{4}/.exec(typeof from === 'string' ? from : '')?.[0] ?? new Date().getFullYear());
  const phases = valueAt(draft, '/phases');
  const listed = Array.isArray(phases) ? (phases as readonly unknown[]) : [];
  const titleOf = (phase: unknown, index: number) => {
    const words = valueAt(phase, `/title/${t.locale}`);
    return typeof words === 'string' && words !== '' ? words : String(index + 1);
  };
  return (
    <fieldset>
      <legend>{p('packs.days')}</legend>
      <p className="help">{p('packs.days-lead', { year: String(year) })}</p>
      {listed.map((phase, index) => (
        <details key={index}>
          <summary>{titleOf(phase, index)}</summary>
          <PhaseDays phase={titleOf(phase, index)} pointer={`/phases/${String(index)}`} year={year} />
        </details>
      ))}
      <details>
        <summary>{p('packs.other-days')}</summary>
        <div className="columns">
          {OTHERS.filter((one) => valueAt(draft, `/${one}`) !== undefined).map((one) => (
            <DayAt key={one} label={p(`packs.${one}`)} pointer={`/${one}`} year={year} />
          ))}
        </div>
      </details>
    </fieldset>
  );
}

interface PhaseDaysProps {
  readonly phase: string;
  readonly pointer: string;
  readonly year: number;
}

function PhaseDays({ phase, pointer, year }: PhaseDaysProps) {
  const p = usePackWords();
  const { draft } = usePackEdit();
  const tasks = Object.keys(valueAt(draft, `${pointer}/tasks`) ?? {});
  return (
    <div className="columns">
      <DayAt label={p('packs.opens', { phase })} pointer={`${pointer}/opens`} year={year} />
      <DayAt label={p('packs.closes', { phase })} pointer={`${pointer}/closes`} year={year} />
      {tasks.map((kind) => (
        <DayAt
          key={kind}
          label={p('packs.due', { phase, task: p.maybe(`task.${kind}.name`, kind) })}
          pointer={`${pointer}/tasks/${kind}/due`}
          year={year}
        />
      ))}
    </div>
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
