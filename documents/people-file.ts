import type { ImportProblem, ImportProblemCode } from '../contracts/import.ts';
import { PEOPLE_COLUMNS, type PeopleColumn, REQUIRED_COLUMNS } from '../domain/people-columns.ts';
import { cleanLine } from '../domain/clean-line.ts';
import type { CsvRow, CsvTable } from './csv.ts';
import { readCell } from './people-cell.ts';

export interface PersonRow {
  readonly row: number;
  /** Only columns that the file has; null: the cell is empty. */
  readonly cells: Readonly<Partial<Record<PeopleColumn, string | null>>>;
  readonly employeeNo: string;
}

export interface PeopleFile {
  readonly columns: readonly PeopleColumn[];
  /** Rows with an employee number, good and bad. */
  readonly people: readonly PersonRow[];
  readonly problems: readonly ImportProblem[];
}

const VALUE_SHOWN = 80;
const LETTERS_OF_SYLLABLES = /[\u1100-\u11ff]/;

/** Every row of a people file with every problem that the file alone shows: columns, required and empty cells, lengths, addresses, dates, numbers twice. */
export function readPeople(table: CsvTable): PeopleFile {
  const { columns, problems } = readHeader(table);
  const names = columns.filter((column) => column !== undefined);
  if (problems.some((problem) => problem.severity === 'error')) return { columns: names, people: [], problems };
  if (isDecomposed(table)) problems.push(rowWarning(0, 'composed', { column: null }));
  const people: PersonRow[] = [];
  const seen = new Set<string>();
  for (const row of table.rows) {
    const { cells, found } = readRow(row, columns);
    problems.push(...found);
    const employeeNo = cells.employee_no;
    if (employeeNo === null || employeeNo === undefined) continue;
    if (seen.has(employeeNo))
      problems.push(rowError(row.row, 'duplicate-employee-no', { column: 'employee_no', value: employeeNo }));
    seen.add(employeeNo);
    people.push({ row: row.row, cells, employeeNo });
  }
  return { columns: names, people, problems };
}

function readHeader(table: CsvTable): { columns: (PeopleColumn | undefined)[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const byName = new Map<string, PeopleColumn>();
  for (const [column, korean] of Object.entries(PEOPLE_COLUMNS) as [PeopleColumn, string][]) {
    byName.set(normal(column), column);
    byName.set(normal(korean), column);
  }
  const columns = table.header.map((name) => byName.get(normal(name)));
  columns.forEach((column, index) => {
    const value = table.header[index] ?? '';
    if (column === undefined) problems.push(rowWarning(1, 'column-unknown', { column: shown(value) }));
    else if (columns.indexOf(column) < index) problems.push(rowError(1, 'column-twice', { column }));
  });
  for (const column of REQUIRED_COLUMNS) if (!columns.includes(column)) problems.push(rowError(1, 'column-missing', { column }));
  return { columns, problems };
}

function readRow({ row, cells: raw }: CsvRow, columns: readonly (PeopleColumn | undefined)[]) {
  const cells: Partial<Record<PeopleColumn, string | null>> = {};
  const found: ImportProblem[] = [];
  if (raw.length > columns.length && raw.slice(columns.length).some((cell) => cell.trim() !== '')) {
    found.push(rowError(row, 'too-many-cells', { column: null }));
  }
  columns.forEach((column, index) => {
    if (column === undefined) return;
    const { value, problem, cleaned } = readCell(column, raw[index] ?? '');
    cells[column] = value;
    const about = value === null ? { column } : { column, value };
    if (problem !== undefined)
      found.push({ ...rowError(row, problem, about), severity: problem === 'empty' ? 'warning' : 'error' });
    else if (cleaned) found.push(rowWarning(row, 'cleaned', about));
  });
  return { cells, found };
}

/** As some systems write Hangul: each letter of a syllable by itself. */
function isDecomposed({ rows }: CsvTable): boolean {
  return rows.some(({ cells }) => cells.some((cell) => LETTERS_OF_SYLLABLES.test(cell)));
}

/** Names are compared without case, spaces and underscores: `평정자사번` is `평정자 사번`. */
function normal(name: string): string {
  return cleanLine(name)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}

function shown(value: string): string {
  return value.length > VALUE_SHOWN ? `${value.slice(0, VALUE_SHOWN)}…` : value;
}

interface About {
  readonly column: string | null;
  readonly value?: string;
}

export function rowError(row: number, code: ImportProblemCode, { column, value }: About): ImportProblem {
  return { row, column, code, severity: 'error', ...(value !== undefined && { value: shown(value) }) };
}

export function rowWarning(row: number, code: ImportProblemCode, about: About): ImportProblem {
  return { ...rowError(row, code, about), severity: 'warning' };
}
