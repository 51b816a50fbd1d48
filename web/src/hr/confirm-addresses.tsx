import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

/** One button with which a second person answers for many addresses. */
export function ConfirmAddresses({ changeIds }: { readonly changeIds: readonly string[] }) {
  const t = useWords();
  const queries = useQueryClient();
  const confirming = useMutation({
    mutationFn: () => call('confirmAddresses', { body: { ids: [...changeIds] } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Problem error={confirming.error} />
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
  );
}
