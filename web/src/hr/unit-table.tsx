import { Link } from '@tanstack/react-router';
import type { Board } from '../../../contracts/api/cycles.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';

const counts = ['enrolled', 'done', 'writing', 'notStarted', 'withSuperior', 'waiting', 'paused', 'failed', 'late'] as const;

/** One row per unit, with what has waited longest there and whose turn it is. */
export function UnitTable({ board }: { readonly board: Board }) {
  const t = useWords();
  const { cycle, units, phase } = board;
  const filter = phase === null ? {} : { phase };
  return (
    <Table
      caption={t('board.by-unit')}
      rows={units}
      keyOf={({ unitId }) => unitId}
      columns={[
        {
          key: 'unit',
          title: t('person.unit'),
          cell: ({ unitId, unitName }) => (
            <Link to="/hr/cycles/$id/people" params={{ id: cycle.id }} search={{ unit: unitId, ...filter }}>
              {unitName}
            </Link>
          ),
        },
        ...counts.map((name) => ({
          key: name,
          title: t(`board.${name}`),
          number: true,
          cell: (row: Board['units'][number]) => row[name],
        })),
        {
          key: 'oldest',
          title: t('board.oldest'),
          cell: ({ oldestWait }) =>
            oldestWait === null
              ? ''
              : t('board.oldest-line', {
                  role: t(`role.${oldestWait.role}.start`),
                  what: t(`task.${oldestWait.kind}.name`),
                  since: t.parts(oldestWait.since, cycle.timeZone),
                }),
        },
      ]}
    />
  );
}
