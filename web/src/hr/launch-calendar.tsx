import type { LaunchPreview } from '../../../contracts/cycle.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';

/** The year's dates, which of them days off moved, and where deadlines meet holidays. */
export function LaunchCalendar({ preview }: { readonly preview: LaunchPreview }) {
  const t = useWords();
  const { calendar, timeZone, year } = preview;
  const place = { year, timeZone };
  const { phases, meetingAt, publicationAt, archiveAt, moved, clashes } = calendar;
  const single = [
    ...(meetingAt === null ? [] : [['launch.meeting', meetingAt] as const]),
    ['launch.publication', publicationAt],
    ['launch.archive', archiveAt],
  ] as const;
  return (
    <>
      <Table
        caption={t('launch.calendar')}
        rows={phases}
        keyOf={({ phase }) => phase}
        columns={[
          { key: 'phase', title: t('launch.phase'), cell: ({ phase }) => t.maybe(`phase.${phase}`, phase) },
          { key: 'opens', title: t('launch.opens'), cell: ({ opensAt }) => withTime(t, opensAt, place) },
          { key: 'closes', title: t('launch.closes'), cell: ({ closesAt }) => onDay(t, lastMoment(closesAt), place) },
          {
            key: 'due',
            title: t('launch.deadlines'),
            cell: ({ tasks }) => (
              <ul className="plain-list">
                {tasks.map(({ kind, dueAt }) => (
                  <li key={kind}>
                    {t.maybe(`task.${kind}.name`, kind)}: {withTime(t, dueAt, place)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <ul>
        {single.map(([key, at]) => (
          <li key={key}>
            {t(key)}: {t.date(at, 'clock', timeZone)}
          </li>
        ))}
      </ul>
      <Facts title={t('launch.moved')} facts={moved.map((one) => movedWords(t, one, year))} />
      <Facts title={t('launch.clashes')} facts={clashes.map((one) => clashWords(t, one, year))} />
    </>
  );
}

/** A window ends at 24:00 of its last day. */
function lastMoment(closesAt: string): string {
  return new Date(Date.parse(closesAt) - 1).toISOString();
}

type Moved = LaunchPreview['calendar']['moved'][number];
type Clash = LaunchPreview['calendar']['clashes'][number];

interface Cycle {
  readonly year: number;
  readonly timeZone: string;
}

/** A day with its year where that is not the cycle's. */
function onDay(t: Speech, at: string, { year, timeZone }: Cycle): string {
  return t.date(at, t.parts(at, timeZone).year === year ? 'day' : 'date', timeZone);
}

function withTime(t: Speech, at: string, { year, timeZone }: Cycle): string {
  return t.date(at, t.parts(at, timeZone).year === year ? 'time' : 'clock', timeZone);
}

/** A local date, whatever the zone. */
function onDate(t: Speech, date: string, year: number): string {
  return onDay(t, `${date}T00:00:00Z`, { year, timeZone: 'UTC' });
}

function daysWords(t: Speech, days: Clash['daysOff']): string {
  return days.map(({ date, name = '' }) => `${t.date(`${date}T00:00:00Z`, 'day', 'UTC')} ${name}`.trim()).join(', ');
}

function movedWords(t: Speech, { role, phase, kind, from, to, because }: Moved, year: number): string {
  const date = role === 'due' ? t.maybe(`task.${kind ?? ''}.name`, kind ?? '') : t(`launch.${role}`);
  const what = phase === undefined ? date : `${t.maybe(`phase.${phase}`, phase)} · ${date}`;
  return t('launch.moved-line', { what, from: onDate(t, from, year), to: onDate(t, to, year), because: daysWords(t, because) });
}

function clashWords(t: Speech, { phase, kind, dueOn, daysOff }: Clash, year: number): string {
  const what = `${t.maybe(`phase.${phase}`, phase)} · ${t.maybe(`task.${kind}.name`, kind)}`;
  return t('launch.clash-line', { what, due: onDate(t, dueOn, year), because: daysWords(t, daysOff) });
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly string[] }) {
  if (facts.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({facts.length})
      </summary>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </details>
  );
}
