import type { LaunchPreview } from '../../../contracts/cycle.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';

/** The year's dates, which of them days off moved, and where deadlines meet holidays. */
export function LaunchCalendar({ preview }: { readonly preview: LaunchPreview }) {
  const t = useWords();
  const { calendar, timeZone } = preview;
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
          { key: 'opens', title: t('launch.opens'), cell: ({ opensAt }) => t.date(opensAt, 'time', timeZone) },
          { key: 'closes', title: t('launch.closes'), cell: ({ closesAt }) => t.date(lastMoment(closesAt), 'day', timeZone) },
          {
            key: 'due',
            title: t('launch.deadlines'),
            cell: ({ tasks }) => (
              <ul className="plain-list">
                {tasks.map(({ kind, dueAt }) => (
                  <li key={kind}>
                    {t.maybe(`task.${kind}.name`, kind)}: {t.date(dueAt, 'time', timeZone)}
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
      <Facts title={t('launch.moved')} facts={moved.map((one) => movedWords(t, one))} />
      <Facts title={t('launch.clashes')} facts={clashes.map((one) => clashWords(t, one))} />
    </>
  );
}

/** A window ends at 24:00 of its last day. */
function lastMoment(closesAt: string): string {
  return new Date(Date.parse(closesAt) - 1).toISOString();
}

type Moved = LaunchPreview['calendar']['moved'][number];
type Clash = LaunchPreview['calendar']['clashes'][number];

/** A local date as a value inside a sentence, whatever the zone. */
function dayParts(t: Speech, date: string) {
  return t.parts(`${date}T00:00:00Z`, 'UTC');
}

function daysWords(t: Speech, days: Clash['daysOff']): string {
  return days.map(({ date, name = '' }) => `${t.date(`${date}T00:00:00Z`, 'day', 'UTC')} ${name}`.trim()).join(', ');
}

function movedWords(t: Speech, { role, phase, kind, from, to, because }: Moved): string {
  const date = role === 'due' ? t.maybe(`task.${kind ?? ''}.name`, kind ?? '') : t(`launch.${role}`);
  const what = phase === undefined ? date : `${t.maybe(`phase.${phase}`, phase)} · ${date}`;
  return t('launch.moved-line', { what, from: dayParts(t, from), to: dayParts(t, to), because: daysWords(t, because) });
}

function clashWords(t: Speech, { phase, kind, dueOn, daysOff }: Clash): string {
  const what = `${t.maybe(`phase.${phase}`, phase)} · ${t.maybe(`task.${kind}.name`, kind)}`;
  return t('launch.clash-line', { what, due: dayParts(t, dueOn), because: daysWords(t, daysOff) });
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
