import type { PackCheck } from '../../../contracts/api/packs.ts';
import { list } from '../../../domain/packs/explain/part.ts';
import { placeOf } from '../../../domain/packs/place.ts';
import { SeatTable, seatWords } from '../hr/seat-table.tsx';
import { UnknownHolidays } from '../hr/unknown-holidays.tsx';
import { useWords } from '../words/words.tsx';
import { usePackWords } from './pack-words.ts';

interface FindingsProps {
  /** What may be a pack; undefined while the text is no JSON. */
  readonly draft: unknown;
  readonly check: PackCheck;
  readonly isCurrent: boolean;
  readonly goTo: (pointer: string) => void;
}

/** All that is wrong, each with its place in words and the way to it in the text. */
export function PackFindings({ draft, check: { findings, known, unknownHolidays }, isCurrent, goTo }: FindingsProps) {
  const p = usePackWords();
  const t = useWords();
  const told = findings.length > 0 ? p('packs.found', { count: findings.length }) : p('packs.nothing-found');
  const placed = (pointer: string, words: string) =>
    pointer === '' ? words : p('packs.finding', { place: t.pair(list(placeOf(draft, pointer), ' › ')), words });
  return (
    <div className={`notice ${findings.length > 0 ? 'bad' : 'good'}`}>
      <p role="status">{isCurrent ? told : p('packs.checking')}</p>
      {known && <p>{p('packs.known')}</p>}
      {findings.length > 0 && (
        <ul>
          {findings.map(({ code, pointer, details }, index) => (
            <li key={index}>
              {placed(pointer, p.maybe(`pack-finding.${code}`, code))} {detailWords(details)}{' '}
              <button
                type="button"
                className="quiet"
                aria-label={p('packs.go-to', { place: `${pointer === '' ? p('packs.whole') : pointer} (${String(index + 1)})` })}
                onClick={() => {
                  goTo(pointer);
                }}
              >
                <code>{pointer === '' ? '/' : pointer}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      <UnknownHolidays of={unknownHolidays} />
    </div>
  );
}

function detailWords(details: Readonly<Record<string, unknown>> = {}): string {
  return Object.values(details)
    .map((value) => (Array.isArray(value) ? value.join(', ') : value))
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join(' · ');
}

/** The seats of groups of some sizes, in a table; for sizes that were asked for also in words, with the rule of rounding. */
export function PackSeats({ check: { seats, rounding } }: { readonly check: PackCheck }) {
  const p = usePackWords();
  if (seats === null) return <p>{p('packs.unsound-seats')}</p>;
  if (seats.every(({ byMethod, most }) => byMethod.length === 0 && most === null)) return <p>{p('packs.no-seats')}</p>;
  const own = seats.flatMap(({ group, people, byMethod }) =>
    byMethod.filter((one) => one.own).map((one) => ({ ...one, group, people })),
  );
  const asked = own.filter(({ group }) => group === null);
  const rows = seats.map((row) => ({ ...row, group: row.group ?? p('packs.group', { people: row.people }) }));
  return (
    <>
      <SeatTable caption={p('packs.seats')} rows={rows} />
      {asked.map(({ people, seats: count }) => (
        <p key={people}>{p('packs.means', { people, seats: seatWords(count) })}</p>
      ))}
      {own.length > 0 && rounding !== null && <p>{p.say(rounding)}</p>}
    </>
  );
}
