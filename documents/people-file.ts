import type { ImportProblem, ImportProblemCode } from '../contracts/import.ts';
import { PEOPLE_COLUMNS, type PeopleColumn, REQUIRED_COLUMNS } from '../domain/people-columns.ts';
import type { CsvRow, CsvTable } from './csv.ts';

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

const LONGEST: Readonly<Record<PeopleColumn, number>> = {
  employee_no: 20,
  name: 100,
  email: 254,
  unit: 200,
  grade: 40,
  job: 200,
  rater_no: 20,
  reviewer_no: 20,
  group: 100,
  hired_on: 10,
};
const VALUE_SHOWN = 80;
const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)+$/;

const CONTROL = /[\u0000-\u001f\u007f]/;

/** Every row of a people file with every problem that the file alone shows: columns, required and empty cells, lengths, addresses, dates, numbers twice. */
export function readPeople(table: CsvTable): PeopleFile {
  const { columns, problems } = readHeader(table);
  const names = columns.filter((column) => column !== undefined);
  if (problems.some((problem) => problem.severity === 'error')) return { columns: names, people: [], problems };
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
    if (column === undefined) problems.push({ ...rowError(1, 'column-unknown', { column: shown(value) }), severity: 'warning' });
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
    const value = (raw[index] ?? '').normalize('NFC').trim();
    cells[column] = value === '' ? null : value;
    const code = problemOf(column, value);
    if (code === undefined) return;
    found.push({
      ...rowError(row, code, value === '' ? { column } : { column, value }),
      severity: code === 'empty' ? 'warning' : 'error',
    });
  });
  return { cells, found };
}

function problemOf(column: PeopleColumn, value: string): ImportProblemCode | undefined {
  if (value === '') return REQUIRED_COLUMNS.includes(column) ? 'required' : 'empty';
  if (CONTROL.test(value)) return 'control-characters';
  if (column === 'hired_on' && !isDate(value)) return 'bad-date';
  if (value.length > LONGEST[column]) return 'too-long';
  if (column === 'email' && !EMAIL.test(value)) return 'bad-email';
  return undefined;
}

function isDate(value: string): boolean {
  if (!/^(19|20)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** Names are compared without case, spaces and underscores: `평정자사번` is `평정자 사번`. */
function normal(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}

function shown(value: string): string {
  return value.length > VALUE_SHOWN ? `${value.slice(0, VALUE_SHOWN)}…` : value;
}

export function rowError(
  row: number,
  code: ImportProblemCode,
  { column, value }: { column: string | null; value?: string },
): ImportProblem {
  return { row, column, code, severity: 'error', ...(value !== undefined && { value: shown(value) }) };
}
