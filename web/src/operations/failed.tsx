import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Operations } from '../../../contracts/api/operations.ts';
import { call } from '../api/client.ts';
import { Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { CycleNumber } from './cycle-number.tsx';
import { DeadRequests } from './dead-requests.tsx';

/** What failed, in its own code, and one button to try it again. */
export function Failed({ operations }: { readonly operations: Operations }) {
  const t = useWords();
  const queries = useQueryClient();
  const { failedRuns, deadRequests, outbox, mails } = operations;
  const retrying = useMutation({
    mutationFn: (runId: string) => call('retryRun', { body: { runId } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const nothing = failedRuns.length + deadRequests.length + outbox.dead.length + mails.dead.length === 0;
  return (
    <>
      <h2>{t('ops.failed')}</h2>
      <Problem error={retrying.error} />
      <p role="status">
        {retrying.data !== undefined && t(retrying.data.did === 'retried' ? 'ops.retried' : 'ops.poked')}
        {nothing && t('ops.nothing-failed')}
      </p>
      {failedRuns.length > 0 && (
        <Table
          caption={t('ops.failed')}
          captionUnseen
          rows={failedRuns}
          keyOf={({ processRunId }) => processRunId}
          columns={[
            {
              key: 'run',
              title: t('ops.workflow'),
              cell: ({ processRunId, workflowId }) => (
                <Link to="/operations/runs/$id" params={{ id: processRunId }}>
                  {workflowId}
                </Link>
              ),
            },
            { key: 'unit', title: t('ops.unit'), cell: ({ unitName }) => unitName ?? '' },
            { key: 'why', title: t('ops.why'), cell: ({ whyFailed }) => whyFailed ?? '' },
            { key: 'cycle', title: t('ops.cycle'), number: true, cell: (row) => <CycleNumber of={row} /> },
            {
              key: 'retry',
              title: t('board.change'),
              cell: ({ processRunId, workflowId }) => (
                <button
                  type="button"
                  disabled={retrying.isPending}
                  onClick={() => {
                    retrying.mutate(processRunId);
                  }}
                >
                  {t('ops.retry', { id: workflowId })}
                </button>
              ),
            },
          ]}
        />
      )}
      {deadRequests.length > 0 && <DeadRequests requests={deadRequests} />}
      {outbox.dead.length > 0 && (
        <Table
          caption={t('ops.dead-signals')}
          rows={outbox.dead}
          keyOf={({ id }) => id}
          columns={[
            { key: 'workflow', title: t('ops.workflow'), cell: ({ workflowId }) => workflowId },
            { key: 'why', title: t('ops.why'), cell: ({ why }) => why },
            { key: 'when', title: t('ops.when'), cell: ({ at }) => t.date(at, 'clock') },
            { key: 'cycle', title: t('ops.cycle'), number: true, cell: (row) => <CycleNumber of={row} /> },
          ]}
        />
      )}
      {mails.dead.length > 0 && (
        <Table
          caption={t('ops.dead-mails')}
          rows={mails.dead}
          keyOf={({ id }) => id}
          columns={[
            { key: 'id', title: '#', cell: ({ id }) => id },
            { key: 'kind', title: t('ops.kind'), cell: ({ mailKind }) => t.maybe(`task.${mailKind}.name`, mailKind) },
            { key: 'why', title: t('ops.why'), cell: ({ why }) => why ?? '' },
            { key: 'cycle', title: t('ops.cycle'), number: true, cell: (row) => <CycleNumber of={row} /> },
          ]}
        />
      )}
    </>
  );
}
