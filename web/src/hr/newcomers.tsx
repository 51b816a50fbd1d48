import { Link } from '@tanstack/react-router';
import { usePages } from '../api/pages.ts';
import { More } from '../ui/more.tsx';
import { Loaded } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { ConfirmAddresses } from './confirm-addresses.tsx';
import { numbered } from './numbered.ts';

/**
 * People who were made by these changes, with what there is to know of them and every address that they were given since, and one button for all that the
 * reader may confirm. Another address of somebody else is confirmed on the page of addresses only.
 */
export function Newcomers({ changeIds }: { readonly changeIds: readonly string[] }) {
  const t = useWords();
  const changes = usePages('listAddressChanges', { query: { limit: 1000 } });
  const asked = new Set(changeIds);
  return (
    <>
      <p>
        <Link to="/hr/addresses">{t('addresses.title')}</Link>
      </p>
      <Loaded of={{ data: changes.items, error: changes.error }}>
        {(items) => {
          const people = new Set(items.filter(({ id }) => asked.has(id)).map(({ person }) => person.employeeNo));
          const made = items.filter(({ person, mayConfirm }) => people.has(person.employeeNo) && mayConfirm);
          return (
            <>
              {made.length > 0 && (
                <Table
                  caption={t('addresses.newcomers')}
                  rows={made}
                  keyOf={({ id }) => id}
                  columns={[
                    { key: 'name', title: t('person.name'), cell: ({ person }) => numbered(person) },
                    { key: 'unit', title: t('person.unit'), cell: ({ unit }) => unit },
                    { key: 'new', title: t('addresses.new'), cell: ({ newEmail }) => newEmail },
                    {
                      key: 'by',
                      title: t('addresses.by'),
                      cell: ({ changedBy }) => (changedBy === null ? t('addresses.operator') : numbered(changedBy)),
                    },
                    { key: 'at', title: t('people.when'), cell: ({ changedAt }) => t.date(changedAt, 'clock') },
                  ]}
                />
              )}
              <More of={changes} what={t('addresses.newcomers')} />
              <ConfirmAddresses changes={made} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
