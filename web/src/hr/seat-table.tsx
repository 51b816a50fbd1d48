import type { LaunchPreview } from '../../../contracts/cycle.ts';
import { SEAT_METHODS } from '../../../domain/packs/choices.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';

type ByMethod = LaunchPreview['groups'][number]['byMethod'];

export interface SeatRow {
  readonly group: string;
  readonly people: number;
  readonly byMethod: ByMethod;
  /** People who may have the capped levels together; null without a cap. */
  readonly most?: number | null;
}

interface SeatTableProps {
  readonly caption: string;
  readonly rows: readonly SeatRow[];
}

/** `수 2 · 우 5 · 양 2`; a narrow cell breaks it between pairs alone, behind the point. */
export function seatWords(seats: ByMethod[number]['seats']): string {
  return seats.map(({ grade, seats: count }) => `${grade}\u00A0${String(count)}`).join('\u00A0· ');
}

/** Seats of groups by every way of rounding, the pack's own marked; one column where no group has any. */
export function SeatTable({ caption, rows }: SeatTableProps) {
  const t = useWords();
  const known = rows.flatMap(({ byMethod }) => byMethod);
  const methods = SEAT_METHODS.filter((method) => known.some((one) => one.method === method));
  const titleOf = (method: (typeof SEAT_METHODS)[number]) => {
    const name = t(`seats.${method}`);
    return known.some((one) => one.own && one.method === method) ? t('seats.own', { method: name }) : name;
  };
  const alone = {
    key: 'seats',
    title: t('launch.seats'),
    cell: ({ most = null }: SeatRow) => (most === null ? t('launch.no-quota') : t('seats.most', { count: most })),
  };
  const cellOf = (method: (typeof SEAT_METHODS)[number], { byMethod }: SeatRow) => {
    const found = byMethod.find((one) => one.method === method);
    if (found === undefined) return t('launch.no-quota');
    return found.own ? <strong>{seatWords(found.seats)}</strong> : seatWords(found.seats);
  };
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ group }) => group}
      columns={[
        { key: 'group', title: t('launch.group'), cell: ({ group }) => group },
        { key: 'people', title: t('launch.people'), number: true, cell: ({ people }) => people },
        ...(methods.length === 0
          ? [alone]
          : methods.map((method) => ({
              key: method,
              title: titleOf(method),
              cell: (row: SeatRow) => cellOf(method, row),
            }))),
      ]}
    />
  );
}
