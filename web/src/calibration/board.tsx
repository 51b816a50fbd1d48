import type { ReactNode } from 'react';
import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { useWords } from '../words/words.tsx';
import type { Shown } from './order.ts';

interface BoardProps {
  readonly board: CalibrationBoard;
  readonly timeZone: string;
  /** The order in work; absent: as it was proposed or locked. */
  readonly order?: readonly Shown[];
  readonly action?: (shown: Shown) => ReactNode;
  /** What opens below a row. */
  readonly below?: (shown: Shown) => ReactNode;
}

const columns = ['place', 'name', 'unit', 'score', 'grade', 'points', 'before'] as const;
const numbers: readonly (typeof columns)[number][] = ['place', 'score', 'points', 'before'];

function asItStands({ places }: CalibrationBoard): readonly Shown[] {
  return places
    .toSorted((a, b) => a.place - b.place)
    .map((person) => ({
      person,
      place: person.place,
      grade: person.grade ?? person.proposedGrade,
      points: person.points ?? person.proposedPoints,
    }));
}

/** A group in calibration, best place first. Never a reason of leave, an age, a photo. */
export function Board({ board, timeZone, order = asItStands(board), action, below }: BoardProps) {
  const t = useWords();
  const title = t('board.title', { group: board.group.name });
  const gradeWords = (grade: string | null) => {
    const known = board.seats.find((seat) => seat.grade === grade);
    return known === undefined ? (grade ?? '–') : t.pair(known.name);
  };
  return (
    <section aria-label={title}>
      <Seats board={board} order={order} />
      <Members board={board} />
      {board.lockedAt !== null && <p>{t('board.locked', { at: t.parts(board.lockedAt, timeZone) })}</p>}
      <div className="scroll" tabIndex={0} role="region" aria-label={`${title} · ${t('board.place')}`}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className={numbers.includes(column) ? 'number' : undefined}>
                  {t(`board.${column}`)}
                </th>
              ))}
              {action !== undefined && <th scope="col">{t('board.change')}</th>}
            </tr>
          </thead>
          <tbody>
            {order.map((shown) => (
              <Row key={shown.person.evaluationId} shown={shown} gradeWords={gradeWords} action={action} below={below} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly shown: Shown;
  readonly gradeWords: (grade: string | null) => string;
  readonly action: BoardProps['action'];
  readonly below: BoardProps['below'];
}

function Row({ shown, gradeWords, action, below }: RowProps) {
  const { person, place, grade, points } = shown;
  const more = below?.(shown);
  return (
    <>
      <tr>
        <td className="number">{place}</td>
        <th scope="row">{person.name}</th>
        <td>
          {person.unitName} ({person.unitPlace})
        </td>
        <td className="number">{person.score ?? '–'}</td>
        <td>{gradeWords(grade)}</td>
        <td className="number">{points ?? '–'}</td>
        <td className="number">
          {person.proposedPlace}
          {person.proposedPlace !== place && (person.proposedPlace > place ? ' ↑' : ' ↓')}
        </td>
        {action !== undefined && <td>{action(shown)}</td>}
      </tr>
      {more !== undefined && more !== null && (
        <tr>
          <td colSpan={8}>{more}</td>
        </tr>
      )}
    </>
  );
}

function Seats({ board, order }: { readonly board: CalibrationBoard; readonly order: readonly Shown[] }) {
  const t = useWords();
  if (!board.group.quota) return <p>{t('board.no-quota')}</p>;
  return (
    <p>
      {t('board.seats')}:{' '}
      {board.seats
        .map(
          ({ grade, name, count }) =>
            `${t.pair(name)} ${String(order.filter((shown) => shown.grade === grade).length)}/${String(count)}`,
        )
        .join(' · ')}
    </p>
  );
}

function Members({ board }: { readonly board: CalibrationBoard }) {
  const t = useWords();
  const answer = (attends: boolean | null) =>
    t(attends === null ? 'board.no-answer' : attends ? 'board.attends' : 'board.absent');
  return (
    <p>
      {t('board.chair')}: {board.chair} · {t('board.members')}:{' '}
      {board.members.map(({ name, attends }) => `${name} (${answer(attends)})`).join(', ')}
    </p>
  );
}
