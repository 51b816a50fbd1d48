import { Fragment } from 'react';
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

const all = ['place', 'name', 'unit', 'score', 'grade', 'points', 'before'] as const;
type Column = (typeof all)[number];
const numbers: readonly Column[] = ['place', 'score', 'points', 'before'];

/** Columns in which nobody has anything are left out: no place where nobody is put in an order, no number where none is computed. */
function columnsOf({ places }: CalibrationBoard): readonly Column[] {
  const has = {
    place: places.some(({ proposedPlace }) => proposedPlace !== null),
    score: places.some(({ score }) => score !== null),
    points: places.some(({ proposedPoints }) => proposedPoints !== null),
  };
  return all.filter((column) =>
    column === 'before' ? has.place : column === 'score' || column === 'points' || column === 'place' ? has[column] : true,
  );
}

function asItStands({ places }: CalibrationBoard): readonly Shown[] {
  return places
    .toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0))
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
  const columns = columnsOf(board);
  const gradeName = (grade: string | null) => {
    const known = board.levels.find(({ level }) => level === grade);
    return known === undefined ? (grade ?? '–') : t.pair(known.name);
  };
  return (
    <section aria-label={title}>
      <Targets board={board} order={order} />
      <Ties board={board} />
      <Members board={board} />
      <Quorum board={board} />
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
              <Row
                key={shown.person.evaluationId}
                shown={shown}
                columns={columns}
                gradeName={gradeName(shown.grade)}
                action={action}
                below={below}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly shown: Shown;
  readonly columns: readonly Column[];
  readonly gradeName: string;
  readonly action: BoardProps['action'];
  readonly below: BoardProps['below'];
}

function Row({ shown, columns, gradeName, action, below }: RowProps) {
  const { person, place, points } = shown;
  const more = below?.(shown);
  const number = (value: ReactNode) => <td className="number">{value ?? '–'}</td>;
  const cells: Readonly<Record<Column, ReactNode>> = {
    place: number(place),
    name: <th scope="row">{person.name}</th>,
    unit: (
      <td>
        {person.unitName}
        {person.unitPlace !== null && ` (${String(person.unitPlace)})`}
      </td>
    ),
    score: number(person.score),
    grade: <td>{gradeName}</td>,
    points: number(points),
    before: number(
      <>
        {person.proposedPlace}
        {arrow(person.proposedPlace, place)}
      </>,
    ),
  };
  return (
    <>
      <tr>
        {columns.map((column) => (
          <Fragment key={column}>{cells[column]}</Fragment>
        ))}
        {action !== undefined && <td>{action(shown)}</td>}
      </tr>
      {more !== undefined && more !== null && (
        <tr>
          <td colSpan={columns.length + 1}>{more}</td>
        </tr>
      )}
    </>
  );
}

function arrow(before: number | null, now: number | null): string {
  if (before === null || now === null || before === now) return '';
  return before > now ? ' ↑' : ' ↓';
}

/** What the pack aims at in this group, and where the board stands; nothing where it aims at nothing. */
function Targets({ board, order }: { readonly board: CalibrationBoard; readonly order: readonly Shown[] }) {
  const t = useWords();
  const { seats, cap, hasSeats, levels } = board;
  const count = (grades: readonly string[]) => order.filter(({ grade }) => grade !== null && grades.includes(grade)).length;
  const nameOf = (grade: string) => {
    const known = levels.find(({ level }) => level === grade);
    return known === undefined ? grade : t.pair(known.name);
  };
  if (seats !== null)
    return (
      <p>
        {t(hasSeats ? 'board.seats' : 'board.seats-hint')}:{' '}
        {seats.map((seat) => `${t.pair(seat.name)} ${String(count([seat.grade]))}/${String(seat.count)}`).join(' · ')}
      </p>
    );
  if (cap !== null)
    return (
      <p>
        {t(cap.enforced ? 'board.cap' : 'board.cap-hint', {
          levels: cap.levels.map(nameOf).join(' + '),
          count: count(cap.levels),
          most: cap.most,
        })}
      </p>
    );
  return board.group.quota ? null : <p>{t('board.no-quota')}</p>;
}

/** How many the scores do not part, and what does. */
function Ties({ board }: { readonly board: CalibrationBoard }) {
  const t = useWords();
  return board.ties.map(({ score, people }) => (
    <p key={score} className="note">
      {score === null ? t('board.no-scores', { people }) : t('board.tie', { people, score })}
    </p>
  ));
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

/** Whether enough come, and what follows where they do not; nothing once it is decided. */
function Quorum({ board: { quorum: state, lockedAt } }: { readonly board: CalibrationBoard }) {
  const t = useWords();
  if (state === null || lockedAt !== null) return null;
  const { present, quorum, withoutQuorum } = state;
  const key = present >= quorum ? 'reached' : withoutQuorum;
  return <p>{t(`board.quorum-${key}`, { present, quorum })}</p>;
}
