import type { LaunchPreview } from '../../../contracts/cycle.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { SeatTable } from './seat-table.tsx';

type Person = LaunchPreview['doesNotStart'][number] | LaunchPreview['starts']['byGrade'][number]['people'][number];

/** Who starts and who does not, mails to come, groups and their seats by each way of rounding. */
export function LaunchFigures({ preview }: { readonly preview: LaunchPreview }) {
  const t = useWords();
  const { imported, ofOtherGrades, starts, doesNotStart, mails, groups, timeZone, launchedAt } = preview;
  const startWords = t(launchedAt === null ? 'launch.starts' : 'launch.would-start');
  const notWords = t(launchedAt === null ? 'launch.does-not' : 'launch.would-not');
  const gradeWords = (grade: string | null) => (grade === null ? t('launch.without-grade') : t('launch.grade', { grade }));
  return (
    <>
      <section className="card" aria-labelledby="who">
        <h2 id="who">
          {t('launch.imported')} {imported} · {startWords} {starts.total} · {notWords} {doesNotStart.length}
          {ofOtherGrades > 0 && ` · ${t('launch.other-grades')} ${ofOtherGrades}`}
        </h2>
        {starts.byGrade.map(({ grade, count, people }) => (
          <PeopleList
            key={grade ?? ''}
            title={t('launch.by-grade', { what: startWords, grade: gradeWords(grade), count })}
            people={people}
          />
        ))}
        {doesNotStart.length > 0 && <PeopleList title={`${notWords} (${doesNotStart.length})`} people={doesNotStart} />}
      </section>
      {(launchedAt === null || starts.total > 0) && (
        <section className="card" aria-labelledby="mails">
          <h2 id="mails">{t('launch.mails')}</h2>
          {mails.first !== null && (
            <p>{t('launch.first-mails', { count: mails.first.count, at: t.parts(mails.first.sendAt, timeZone) })}</p>
          )}
          <Table
            caption={t('launch.forecast')}
            rows={mails.forecast}
            keyOf={({ role }) => role}
            columns={[
              { key: 'role', title: t('launch.role'), cell: ({ role }) => t.maybe(`role.${role}.start`, role) },
              { key: 'people', title: t('launch.people'), number: true, cell: ({ people }) => people },
              { key: 'each', title: t('launch.each'), number: true, cell: ({ mailsEach }) => mailsEach },
              { key: 'mails', title: t('launch.total'), number: true, cell: ({ mails: all }) => all },
            ]}
          />
        </section>
      )}
      <SeatTable caption={t('launch.groups')} rows={groups.map((group) => ({ ...group, group: group.name }))} />
    </>
  );
}

function PeopleList({ title, people }: { readonly title: string; readonly people: readonly Person[] }) {
  const t = useWords();
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {people.map((person) => (
          <li key={person.employeeNo}>
            {person.name} ({person.employeeNo}, {person.unit})
            {'code' in person && ` · ${t.maybe(`finding.${person.code}`, person.code)} ${person.reason ?? ''}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
