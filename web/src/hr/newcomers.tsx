import { Link } from '@tanstack/react-router';
import { useRead } from '../api/queries.ts';
import { Loaded } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { ConfirmAddresses } from './confirm-addresses.tsx';
import { numbered } from './numbered.ts';

/**
 * Of these changes those that made somebody, with what there is to know of them, and one button for all that the reader may confirm. Another address of
 * somebody is confirmed on the page of addresses only.
 */
export function Newcomers({ changeIds }: { readonly changeIds: readonly string[] }) {
  const t = useWords();
  const changes = useRead('listAddressChanges', {});
  return (
    <>
      <p>
        <Link to="/hr/addresses">{t('addresses.title')}</Link>
      </p>
      <Loaded of={changes}>
        {({ items }) => {
          const asked = new Set(changeIds);
          const made = items.filter(({ id, oldEmail, mayConfirm }) => asked.has(id) && oldEmail === null && mayConfirm);
          if (made.length === 0) return null;
          return (
            <>
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
              <ConfirmAddresses changeIds={made.map(({ id }) => id)} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
