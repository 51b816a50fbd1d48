import type { Operations } from '../../../contracts/api/operations.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';

/** What waits longest, by task and unit; and which groups are held up by whose turn. */
export function Waiting({ operations }: { readonly operations: Operations }) {
  const t = useWords();
  const { waiting, heldUp } = operations;
  return (
    <>
      <h2>{t('ops.longest')}</h2>
      {waiting.length === 0 ? (
        <p>{t('ops.nothing-waits')}</p>
      ) : (
        <Table
          caption={t('ops.longest')}
          captionUnseen
          rows={waiting}
          keyOf={({ kind, unitName, cycleId }) => `${kind} ${unitName ?? ''} ${cycleId}`}
          columns={[
            { key: 'kind', title: t('ops.kind'), cell: ({ kind }) => t(`task.${kind}.name`) },
            { key: 'unit', title: t('ops.unit'), cell: ({ unitName }) => unitName ?? '' },
            { key: 'count', title: t('ops.count'), number: true, cell: ({ count }) => count },
            { key: 'oldest', title: t('ops.oldest'), cell: ({ oldestOpenedAt }) => t.date(oldestOpenedAt, 'clock') },
            { key: 'late', title: t('ops.late'), number: true, cell: ({ late }) => late },
            {
              key: 'next',
              title: t('ops.next-due'),
              cell: ({ nextDueAt }) => (nextDueAt === null ? '' : t.date(nextDueAt, 'clock')),
            },
            { key: 'cycle', title: t('ops.cycle'), number: true, cell: ({ cycleId }) => cycleId },
          ]}
        />
      )}
      {heldUp.length > 0 && (
        <section className="card" aria-labelledby="held-up">
          <h2 id="held-up">{t('ops.held-up')}</h2>
          {heldUp.map(({ ratingGroupId, group, openMembers, evaluations }) => (
            <details key={ratingGroupId} open={openMembers <= 5}>
              <summary>{t('ops.held-up-line', { group, count: openMembers })}</summary>
              <ul>
                {evaluations.map(({ evaluationId, kind, role, since }) => (
                  <li key={evaluationId}>
                    {t('ops.evaluation', { id: evaluationId })}
                    {role !== null && ` · ${t.maybe(`role.${role}.start`, role)}`}
                    {kind !== null && ` · ${t(`task.${kind}.name`)}`}
                    {since !== null && ` · ${t.date(since, 'clock')}`}
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      )}
    </>
  );
}
