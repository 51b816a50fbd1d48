import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AddressConfirmation } from '../../../contracts/api/addresses.ts';
import { LEFT_UNCONFIRMED, MOST_CONFIRMED_AT_ONCE } from '../../../domain/addresses.ts';
import { call } from '../api/client.ts';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { numbered } from './numbered.ts';

type Left = AddressConfirmation['left'];

/** One button with which a second person answers for many addresses, and which of them were left. */
export function ConfirmAddresses({ changeIds }: { readonly changeIds: readonly string[] }) {
  const t = useWords();
  const queries = useQueryClient();
  const confirming = useMutation({
    mutationFn: () => confirmInSets(changeIds),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Problem error={confirming.error} />
      <LeftUnconfirmed left={confirming.data ?? []} />
      {changeIds.length > 0 && (
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
            {t('addresses.confirm', { count: changeIds.length })}
          </button>
        </>
      )}
    </>
  );
}

/** Confirms all of them, as many at once as may be; answers who was left. */
async function confirmInSets(changeIds: readonly string[]): Promise<Left> {
  const left: Left = [];
  for (let from = 0; from < changeIds.length; from += MOST_CONFIRMED_AT_ONCE) {
    const ids = changeIds.slice(from, from + MOST_CONFIRMED_AT_ONCE);
    left.push(...(await call('confirmAddresses', { body: { ids } })).left);
  }
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
