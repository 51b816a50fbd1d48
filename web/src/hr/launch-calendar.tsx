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
    ['launch.meeting', meetingAt],
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
      <Facts title={t('launch.moved')} facts={moved} />
      <Facts title={t('launch.clashes')} facts={clashes} />
    </>
  );
}

/** A window ends at 24:00 of its last day. */
function lastMoment(closesAt: string): string {
  return new Date(Date.parse(closesAt) - 1).toISOString();
}

function factWords(t: Speech, fact: Readonly<Record<string, unknown>>): string {
  return Object.values(fact)
    .flat()
    .map((value) => {
      if (typeof value === 'object' && value !== null) return factWords(t, value as Readonly<Record<string, unknown>>);
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      return t.maybe(`task.${text}.name`, t.maybe(`phase.${text}`, text));
    })
    .filter((text) => text !== '')
    .join(' · ');
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Readonly<Record<string, unknown>>[] }) {
  const t = useWords();
  if (facts.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({facts.length})
      </summary>
      <ul>
        {facts.map((fact, index) => (
          <li key={index}>{factWords(t, fact)}</li>
        ))}
      </ul>
    </details>
  );
}
