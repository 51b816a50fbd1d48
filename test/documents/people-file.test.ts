import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../documents/csv.ts';
import { type PeopleFile, readPeople } from '../../documents/people-file.ts';

const HEADER = 'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on,language';

function read(file: Uint8Array | string): PeopleFile {
  const reading = readCsv(typeof file === 'string' ? new TextEncoder().encode(file) : file);
  if ('unreadable' in reading) throw new Error(reading.unreadable.code);
  return readPeople(reading.table);
}

const trial = (name: string) => read(readFileSync(new URL(`trials/${name}`, import.meta.url)));
const row = (over: Readonly<Record<string, string>> = {}) => {
  const cells: Record<string, string> = { employee_no: 'A1', name: 'Kim', email: 'a1@t.example', unit: 'Legal', ...over };
  return read(
    `${HEADER}\n${HEADER.split(',')
      .map((column) => `"${(cells[column] ?? '').replaceAll('"', '""')}"`)
      .join(',')}\n`,
  );
};
const told = ({ problems }: PeopleFile) =>
  problems
    .filter(({ code }) => code !== 'empty')
    .map(({ row: at, column, code, severity }) => `${at} ${column ?? '-'} ${code} ${severity}`);
const cells = (file: PeopleFile) => file.people[0]?.cells;

describe('row-34: what is not seen is cleaned and told', () => {
  test('row-34: a zero-width space at the end of an address', () => {
    const file = trial('zero-width-space.csv');
    expect(cells(file)?.email).toBe('z1@t.example');
    expect(told(file)).toEqual(['2 email cleaned warning']);
  });

  test('row-34: unseen characters in numbers, also of people above, and in units', () => {
    const file = row({ employee_no: '\u200bA\u20601', rater_no: 'B\ufeff1', unit: 'Le\u00adgal' });
    expect(cells(file)).toMatchObject({ employee_no: 'A1', rater_no: 'B1', unit: 'Legal' });
    expect(told(file)).toEqual(['2 employee_no cleaned warning', '2 unit cleaned warning', '2 rater_no cleaned warning']);
  });

  test('row-34: a space that is no plain one, full-width letters, several spaces', () => {
    const file = row({ unit: 'Legal\u00a0 Office', employee_no: 'Ａ１', email: 'ａ１＠t.example', grade: '7\u3000급' });
    expect(cells(file)).toMatchObject({ unit: 'Legal Office', employee_no: 'A1', email: 'a1@t.example', grade: '7 급' });
    expect(told(file)).toHaveLength(4);
  });

  test('row-34: plain spaces around a cell are no news, and a name keeps the joiners of its script', () => {
    const file = row({ employee_no: ' A1 ', name: 'می\u200cخواهم' });
    expect(cells(file)).toMatchObject({ employee_no: 'A1', name: 'می\u200cخواهم' });
    expect(told(file)).toEqual([]);
  });

  test('row-34: decomposed Hangul is composed, and told once for the file', () => {
    const file = row({ unit: '총무계'.normalize('NFD'), name: '김'.normalize('NFD') });
    expect(cells(file)).toMatchObject({ unit: '총무계', name: '김' });
    expect(told(file)).toEqual(['0 - composed warning']);
  });

  test('row-34: a heading with what is not seen is the column it looks like', () => {
    expect(told(read('\u200b사번,성명,전자우편,평정자\u00a0사번,부서\nA1,Kim,a1@t.example,,Legal\n'))).toEqual([]);
  });
});

describe('row-30: the language of somebody', () => {
  test('row-30: is read by its Korean and English names, and may be left out', () => {
    const read = (language: string) => cells(row({ language }))?.language;
    expect([' 영어 ', 'English', 'EN', '한국어', 'ko', ''].map(read)).toEqual(['en', 'en', 'en', 'ko', 'ko', null]);
    expect(row({ language: '' }).problems.filter(({ column }) => column === 'language')).toEqual([]);
    expect(told(row({ language: 'French' }))).toEqual(['2 language bad-language error']);
  });
});

describe('row-34: what a spreadsheet has made of a value is refused with the cure', () => {
  test.each([
    ['1.23E+11', 'employee_no'],
    ['="00106"', 'employee_no'],
    ["'00105", 'rater_no'],
    ['’00105', 'reviewer_no'],
    ['#N/A', 'unit'],
    ['#REF!', 'name'],
    ['43526', 'hired_on'],
  ])('row-34: %s as %s', (value, column) => {
    expect(told(row({ [column]: value }))).toEqual([`2 ${column} spreadsheet-artefact error`]);
  });

  test('row-34: also where its quotation marks are not doubled', () => {
    expect(told(read('employee_no,name,email,unit\n="00106",Kim,a1@t.example,Legal\n'))).toEqual([
      '2 employee_no spreadsheet-artefact error',
    ]);
  });

  test('row-34: but no number that only looks strange', () => {
    expect(told(row({ employee_no: '12E3', rater_no: '00105', unit: "Office of '88" }))).toEqual([]);
  });
});

describe('row-34: dates', () => {
  test.each(['2019.03.02', '2019. 3. 2.', '2019/3/2', '2019-03-02', '20190302', '2019년 3월 2일'])(
    'row-34: %s is a date',
    (value) => {
      expect(cells(row({ hired_on: value }))?.hired_on).toBe('2019-03-02');
    },
  );

  test.each(['02.03.2019', '2019.13.02', '2019.02.30', '2019', '03/02/19'])('row-34: %s is none', (value) => {
    expect(told(row({ hired_on: value }))).toEqual(['2 hired_on bad-date error']);
  });
});

test.each([
  ['a Cyrillic letter', '\u041d1', 'employee_no'],
  ['a digit of other script', 'C\u0661', 'employee_no'],
  ['a digit set high', 'C\u00b9', 'employee_no'],
  ['a Greek letter', '\u0391107', 'rater_no'],
])('row-3: a number with %s that looks Latin is no number of another person', (_, value, column) => {
  expect(told(row({ [column]: value }))).toEqual([`2 ${column} control-characters error`]);
});

test('row-34: mixed line ends are line ends', () => {
  const file = trial('mixed-line-ends.csv');
  expect(file.people.map(({ row: at, employeeNo }) => [at, employeeNo])).toEqual([
    [2, 'A1'],
    [3, 'A2'],
  ]);
});
