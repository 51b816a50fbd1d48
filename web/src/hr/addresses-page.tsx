import { useState } from 'react';
import type { AddressChange } from '../../../contracts/api/addresses.ts';
import { usePages } from '../api/pages.ts';
import { More } from '../ui/more.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { ConfirmAddresses } from './confirm-addresses.tsx';

/** Whose address nobody has answered for; a second person confirms those that they know to be right. */
export function AddressesPage() {
  const t = useWords();
  const changes = usePages('listAddressChanges', { query: { limit: 1000 } });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = changes.items ?? [];
  return (
    <>
      <PageHeading title={t('addresses.title')}>
        <p className="soft">{t('addresses.lead')}</p>
      </PageHeading>
      <Loaded of={{ data: changes.items, error: changes.error }}>
        {(items) =>
          items.length === 0 ? <p>{t('addresses.none')}</p> : <Changes changes={items} chosen={chosen} onChoose={setChosen} />
        }
      </Loaded>
      <More of={changes} />
      <ConfirmAddresses changes={open.filter(({ id }) => chosen.has(id))} />
    </>
  );
}

interface ChangesProps {
  readonly changes: readonly AddressChange[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

function Changes({ changes, chosen, onChoose }: ChangesProps) {
  const t = useWords();
  // All that is open of somebody is answered for at once.
  const toggle = ({ id, person: { employeeNo } }: AddressChange) => {
    const theirs = changes.filter(({ person }) => person.employeeNo === employeeNo).map((change) => change.id);
    const others = [...chosen].filter((one) => !theirs.includes(one));
    onChoose(new Set(chosen.has(id) ? others : [...others, ...theirs]));
  };
  const confirmable = changes.filter(({ mayConfirm }) => mayConfirm);
  return (
    <>
      {confirmable.length > 0 && (
        <button
          type="button"
          onClick={() => {
            onChoose(new Set(confirmable.map(({ id }) => id)));
          }}
        >
          {t('addresses.choose-all', { count: confirmable.length })}
        </button>
      )}
      <Table
        caption={t('addresses.title')}
        captionUnseen
        rows={changes}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: t('person.name'),
            cell: (change) => (
              <label className="row">
                <input
                  type="checkbox"
                  checked={chosen.has(change.id)}
                  disabled={!change.mayConfirm}
                  onChange={() => {
                    toggle(change);
                  }}
                />
                <span>
                  {change.person.name} ({change.person.employeeNo}, {change.unit})
                </span>
              </label>
            ),
          },
          {
            key: 'roles',
            title: t('addresses.roles'),
            cell: ({ roles }) => roles.map((role) => t(`account-role.${role}`)).join(', '),
          },
          {
            key: 'old',
            title: t('addresses.old'),
            cell: ({ oldEmail, objectedBy }) =>
              objectedBy === null ? (oldEmail ?? t('addresses.new-person')) : t('addresses.objected-by', { address: objectedBy }),
          },
          { key: 'new', title: t('addresses.new'), cell: ({ newEmail }) => newEmail },
          {
            key: 'by',
            title: t('addresses.by'),
            cell: ({ changedBy }) => changedBy?.name ?? t('addresses.operator'),
          },
          { key: 'at', title: t('people.when'), cell: ({ changedAt }) => t.date(changedAt, 'clock') },
        ]}
      />
    </>
  );
}
