import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Operations } from '../../../contracts/api/operations.ts';
import { call } from '../api/client.ts';
import { Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { CycleNumber } from './cycle-number.tsx';

/** Planned requests that failed until they were given up, each with a button to have it tried again. */
export function DeadRequests({ requests }: { readonly requests: Operations['deadRequests'] }) {
  const t = useWords();
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: (requestId: string) => call('retryRequest', { body: { requestId } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const name = (command: string) => t.maybe(`command.${command}`, command);
  return (
    <>
      <Problem error={retrying.error} />
      <p role="status">{retrying.data !== undefined && t('ops.request-retried')}</p>
      <Table
        caption={t('ops.dead-requests')}
        rows={requests}
        keyOf={({ id }) => id}
        columns={[
          { key: 'what', title: t('ops.request'), cell: ({ command, id }) => `${name(command)} #${id}` },
          { key: 'why', title: t('ops.why'), cell: ({ why }) => why },
          { key: 'when', title: t('ops.when'), cell: ({ at }) => t.date(at, 'clock') },
          { key: 'cycle', title: t('ops.cycle'), number: true, cell: (row) => <CycleNumber of={row} /> },
          {
            key: 'retry',
            title: t('board.change'),
            cell: ({ command, id }) => (
              <button
                type="button"
                disabled={retrying.isPending}
                onClick={() => {
                  retrying.mutate(id);
                }}
              >
                {t('ops.retry-request', { what: name(command), id })}
              </button>
            ),
          },
        ]}
      />
    </>
  );
}
