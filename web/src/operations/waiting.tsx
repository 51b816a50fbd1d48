import type { Operations } from '../../../contracts/api/operations.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { CycleNumber } from './cycle-number.tsx';

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
            { key: 'cycle', title: t('ops.cycle'), number: true, cell: (row) => <CycleNumber of={row} /> },
          ]}
        />
      )}
      {heldUp.length > 0 && (
        <section className="card" aria-labelledby="held-up">
          <h2 id="held-up">{t('ops.held-up')}</h2>
          {groupsOf(heldUp).map(({ ratingGroupId, group, openMembers, rows }) => (
            <details key={ratingGroupId} open={rows.length <= 5}>
              <summary>{t('ops.held-up-line', { group, count: openMembers })}</summary>
              <ul>
                {rows.map((row, index) => (
                  <li key={index}>{heldUpWords(t, row)}</li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      )}
    </>
  );
}

type HeldUp = Operations['heldUp'][number];

function groupsOf(heldUp: readonly HeldUp[]): readonly (HeldUp & { readonly rows: readonly HeldUp[] })[] {
  const rowsOf = Map.groupBy(heldUp, ({ ratingGroupId }) => ratingGroupId);
  return [...rowsOf.values()].flatMap((rows) => (rows[0] === undefined ? [] : [{ ...rows[0], rows }]));
}

function heldUpWords(t: Speech, held: HeldUp): string {
  const { by, kind, role, count, late, since, timeZone, isRehearsal, evaluationIds } = held;
  return [
    isRehearsal ? t('hr.is-rehearsal') : undefined,
    role === null ? undefined : t.maybe(`role.${role}.start`, role),
    kind === null ? undefined : t(`task.${kind}.name`),
    by === 'task' ? undefined : t(`ops.held-up-by.${by}`),
    t('ops.held-up-count', { count, late }),
    since === null ? undefined : t.date(since, 'clock', timeZone),
    evaluationIds.length === 0 ? undefined : t('ops.evaluation', { id: evaluationIds.join(', ') }),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
