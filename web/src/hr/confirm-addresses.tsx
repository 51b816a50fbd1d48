import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AddressChange, AddressConfirmation } from '../../../contracts/api/addresses.ts';
import { LEFT_UNCONFIRMED, MOST_CONFIRMED_AT_ONCE } from '../../../domain/addresses.ts';
import { call } from '../api/client.ts';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { numbered } from './numbered.ts';

type Left = AddressConfirmation['left'];

/** One button with which a second person answers for many addresses, and which of them were left. */
export function ConfirmAddresses({ changes }: { readonly changes: readonly AddressChange[] }) {
  const t = useWords();
  const queries = useQueryClient();
  const confirming = useMutation({
    mutationFn: () => confirmInSets(changes),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Problem error={confirming.error} />
      <LeftUnconfirmed left={confirming.data ?? []} />
      {changes.length > 0 && (
        <>
          <p>{t('addresses.confirm-lead')}</p>
          <button
            type="button"
            className="main"
            disabled={confirming.isPending}
            onClick={() => {
              confirming.mutate();
            }}
          >
            {t('addresses.confirm', { count: changes.length })}
          </button>
        </>
      )}
    </>
  );
}

/** Confirms all of them, as many at once as may be and all of somebody in one set; answers who was left. */
async function confirmInSets(changes: readonly AddressChange[]): Promise<Left> {
  const sets: string[][] = [];
  for (const own of Map.groupBy(changes, ({ person }) => person.employeeNo).values()) {
    const last = sets.at(-1);
    const ids = own.map(({ id }) => id);
    if (last !== undefined && last.length + ids.length <= MOST_CONFIRMED_AT_ONCE) last.push(...ids);
    else sets.push(ids);
  }
  const left: Left = [];
  for (const ids of sets) left.push(...(await call('confirmAddresses', { body: { ids } })).left);
  return left;
}

function LeftUnconfirmed({ left }: { readonly left: Left }) {
  const t = useWords();
  return LEFT_UNCONFIRMED.map((code) => {
    const people = left.filter((one) => one.code === code).map(({ person }) => numbered(person));
    if (people.length === 0) return null;
    return (
      <div key={code} className="notice" role="status">
        <p>{t(`addresses.left.${code}`, { people: people.join(', ') })}</p>
      </div>
    );
  });
}
