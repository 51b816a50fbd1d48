import { PEOPLE_COLUMN_NAMES, PEOPLE_COLUMNS, type PeopleColumn } from '../../domain/people-columns.ts';
import { readCsv } from '../../documents/csv.ts';
import { readCell } from '../../documents/people-cell.ts';
import { readPeople as readRows } from '../../documents/people-file.ts';
import { judge } from '../../documents/refused-people.ts';

/** A row of a people file; an empty cell is an empty text. */
export type CityPerson = Readonly<Record<PeopleColumn, string>>;

/**
 * Rows by the columns' English or Korean names, without judging them: that is the import's work.
 * @throws Error when the file cannot be read at all
 */
export function readPeople(file: Uint8Array): readonly CityPerson[] {
  const reading = readCsv(file);
  if ('unreadable' in reading) throw new Error(`the people file cannot be read: ${reading.unreadable.code}`);
  const { header, rows } = reading.table;
  const places = PEOPLE_COLUMN_NAMES.map(
    (name) => [name, header.findIndex((cell) => cell === name || cell === PEOPLE_COLUMNS[name])] as const,
  );
  return rows.map(({ cells }) => {
    const person = places.map(([name, place]) => [name, readCell(name, cells[place] ?? '').value ?? '']);
    return Object.fromEntries(person) as CityPerson;
  });
}

export interface Accepted {
  readonly people: readonly CityPerson[];
  /** How many rows an import into an empty program refuses. */
  readonly refused: number;
}

/** Whom an import of the file alone takes. @throws Error when the file cannot be read at all, or nobody is taken */
export function readAccepted(file: Uint8Array): Accepted {
  const reading = readCsv(file);
  if ('unreadable' in reading) throw new Error(`the people file cannot be read: ${reading.unreadable.code}`);
  const rows = readRows(reading.table);
  const { refused } = judge(rows, new Map());
  const people = rows.people.flatMap(({ row, cells }) => {
    const person = PEOPLE_COLUMN_NAMES.map((name) => [name, cells[name] ?? '']);
    return refused.has(row) ? [] : [Object.fromEntries(person) as CityPerson];
  });
  if (people.length === 0) throw new Error('the people file has nobody who can be imported');
  return { people, refused: refused.size };
}

export function writePeople(people: readonly CityPerson[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = people.map((person) => PEOPLE_COLUMN_NAMES.map((name) => cell(person[name])).join(','));
  return [PEOPLE_COLUMN_NAMES.join(','), ...lines].join('\n') + '\n';
}
