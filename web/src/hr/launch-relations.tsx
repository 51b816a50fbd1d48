import { useState } from 'react';
import { usePages } from '../api/pages.ts';
import { Input } from '../ui/input.tsx';
import { More } from '../ui/more.tsx';
import { Loaded } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { numbered } from './numbered.ts';

interface LaunchRelationsProps {
  readonly cycleId: string;
  /** Numbers of people whom the list still names, and who are not to start. */
  readonly leftOut?: readonly string[];
}

/** Who rates and reviews whom after the launch: read page by page, and found by any of the three. */
export function LaunchRelations({ cycleId, leftOut = [] }: LaunchRelationsProps) {
  const t = useWords();
  const title = `${t('change.rater')} · ${t('change.reviewer')}`;
  const [q, setQ] = useState('');
  const [asked, setAsked] = useState('');
  const relations = usePages('listRelations', {
    params: { id: cycleId },
    query: { limit: 100, ...(asked !== '' && { q: asked }) },
  });
  const items = relations.items?.filter(({ employeeNo }) => !leftOut.includes(employeeNo));
  const named = (person: { readonly name: string; readonly employeeNo: string } | null) =>
    person === null ? t('page.none') : numbered(person);
  return (
    <section className="card">
      <h2>{title}</h2>
      <form
        role="search"
        className="narrow"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(q.trim());
        }}
      >
        <Input label={t('people.search')} type="search" maxLength={60} value={q} onChange={setQ} />
        <button>{t('people.filter')}</button>
      </form>
      <Loaded of={{ data: items, error: relations.error }}>
        {(shown) =>
          shown.length === 0 ? (
            <p>{t('people.none')}</p>
          ) : (
            <Table
              caption={title}
              captionUnseen
              stacks
              rows={shown}
              keyOf={({ employeeNo }) => employeeNo}
              columns={[
                { key: 'who', title: t('person.name'), cell: named },
                { key: 'unit', title: t('person.unit'), cell: ({ unit }) => unit },
                { key: 'group', title: t('launch.group'), cell: ({ group }) => group },
                { key: 'rater', title: t('change.rater'), cell: ({ rater }) => named(rater) },
                { key: 'reviewer', title: t('change.reviewer'), cell: ({ reviewer }) => named(reviewer) },
              ]}
            />
          )
        }
      </Loaded>
      <More of={relations} what={title} />
    </section>
  );
}
