import { readFileSync } from 'node:fs';
import { fc, test as propertyTest } from '@fast-check/vitest';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { connect, type Db } from '../../db/connection.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.url, role: 'app', max: 3 });
});
beforeEach(async () => {
  const owner = connect({ url: database.url, role: 'owner', max: 1 });
  await owner.deleteFrom('position_history').execute();
  await owner.deleteFrom('import_batch').execute();
  await owner.updateTable('employee').set({ rater_id: null, reviewer_id: null }).execute();
  await owner.deleteFrom('employee').execute();
  await owner.deleteFrom('unit').execute();
  await owner.destroy();
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const HEADER = 'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on';
const csv = (...rows: string[]) => new TextEncoder().encode([HEADER, ...rows, ''].join('\n'));
const BOSS = 'A1,Boss,boss@x.example,Top,4,Head,,,4급,2001-02-03';
const HEAD = 'A2,Head,head@x.example,Tax,5,Head,A1,A1,5급,2001-02-03';
const STAFF = 'A3,Staff,staff@x.example,Tax,7,Clerk,A2,A1,7급,2010-12-31';
const errors = (problems: readonly { row: number; column: string | null; code: string; severity: string }[]) =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map(({ row, column, code }) => `${String(row)} ${column ?? '-'} ${code}`);
const people = () => db.selectFrom('employee').select(['employee_no', 'name', 'grade']).orderBy('employee_no').execute();

describe('importPeople', () => {
  test('creates people, units and the lines to the people above, in whatever order they come', async () => {
    const answer = await importPeople(db, { file: csv(STAFF, HEAD, BOSS) });
    expect(answer).toMatchObject({ imported: true, encoding: 'utf-8', created: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(answer.notEnrolled).toEqual([{ row: 4, employeeNo: 'A1', name: 'Boss' }]);
    const rows = await db
      .selectFrom('employee as e')
      .innerJoin('employee as r', 'r.id', 'e.rater_id')
      .innerJoin('unit as u', 'u.id', 'e.unit_id')
      .select(['e.employee_no', 'r.employee_no as rater', 'u.name as unit', 'e.hired_on'])
      .orderBy('e.employee_no')
      .execute();
    expect(rows).toEqual([
      { employee_no: 'A2', rater: 'A1', unit: 'Tax', hired_on: '2001-02-03' },
      { employee_no: 'A3', rater: 'A2', unit: 'Tax', hired_on: '2010-12-31' },
    ]);
  });

  test('takes Korean column names in CP949', async () => {
    const text =
      '사번,성명,전자우편,부서,평정자사번,임용일\nE1,윤태섭,e1@x.example,기획예산과,,2020-01-02\nE2,고은채,e2@x.example,기획예산과,E1,2020-01-02\n';
    expect(await importPeople(db, { file: iconv.encode(text, 'cp949') })).toMatchObject({
      imported: true,
      encoding: 'cp949',
      created: 2,
    });
    expect((await people()).map(({ name }) => name)).toEqual(['윤태섭', '고은채']);
  });

  test('changes only what changed, with history and audit', async () => {
    await importPeople(db, { file: csv(BOSS, HEAD, STAFF) });
    const answer = await importPeople(db, { file: csv(BOSS, HEAD, STAFF.replace(',7,', ',6,')) });
    expect(answer).toMatchObject({ imported: true, created: 0, changed: 1, unchanged: 2 });
    const history = await db
      .selectFrom('position_history as h')
      .innerJoin('employee as e', 'e.id', 'h.employee_id')
      .select(['h.grade'])
      .where('e.employee_no', '=', 'A3')
      .orderBy('h.id')
      .execute();
    expect(history).toEqual([{ grade: '7' }, { grade: '6' }]);
    const events = await db.selectFrom('audit_event').select('details').where('what', '=', 'employee.changed').execute();
    expect(events.at(-1)).toEqual({ details: { columns: ['grade'] } });
  });

  test('leaves alone what the file has no column for', async () => {
    await importPeople(db, { file: csv(BOSS, HEAD, STAFF) });
    const file = new TextEncoder().encode('employee_no,name,email,unit\nA3,New name,staff@x.example,Tax\n');
    expect(await importPeople(db, { file })).toMatchObject({ changed: 1 });
    expect(await people()).toContainEqual({ employee_no: 'A3', name: 'New name', grade: '7' });
  });

  test('tells every error at once and imports nothing', async () => {
    const answer = await importPeople(db, {
      file: csv(
        BOSS,
        'A2,,head-x.example,Tax,5,Head,A1,A1,,2001-02-30',
        'A3,Staff,s@x.example,Tax,7,Clerk,A3,A3,7급,',
        'A4,Staff,s@x.example,Tax,7,Clerk,A9,A8,7급,2001-01-01',
        'A1,Again,s@x.example,Tax,7,Clerk,A1,,7급,2001-01-01',
        `A5,${'x'.repeat(101)},s@x.example,Tax,7,Clerk,A2,,7급,2001-01-01`,
        'A6,Be\u0007ll,s@x.example,Tax,7,Clerk,A1,,7급,2001-01-01,extra',
      ),
    });
    expect(errors(answer.problems)).toEqual([
      '3 name required',
      '3 email bad-email',
      '3 hired_on bad-date',
      '4 rater_no rater-is-oneself',
      '4 reviewer_no reviewer-is-oneself',
      '5 rater_no rater-unknown',
      '5 reviewer_no reviewer-unknown',
      '6 employee_no duplicate-employee-no',
      '6 rater_no rater-is-oneself',
      '7 name too-long',
      '7 rater_no rater-unknown',
      '8 - too-many-cells',
      '8 name control-characters',
    ]);
    expect(answer).toMatchObject({ imported: false, refused: 6 });
    expect(await people()).toEqual([]);
  });

  test('refuses raters in a circle, also through people who are there already', async () => {
    const circle = await importPeople(db, { file: csv(BOSS, 'B1,x,b@x.example,Tax,,,B2,,,', 'B2,y,b@x.example,Tax,,,B1,,,') });
    expect(errors(circle.problems)).toEqual(['3 rater_no rater-in-a-circle', '4 rater_no rater-in-a-circle']);
    await importPeople(db, { file: csv(BOSS, HEAD, STAFF) });
    const through = await importPeople(db, { file: csv(BOSS.replace('Head,,', 'Head,A3,')) });
    expect(errors(through.problems)).toEqual(['2 rater_no rater-in-a-circle']);
  });

  test('row-4: refuses raters in a circle that one person closes by two accounts', async () => {
    const rows = ['B1,x,b1@x.example,Tax,,,B2,,,', 'B2,y,b2@x.example,Tax,,,B3,,,', 'B3,z,B1+z@x.example,Tax,,,,,,'];
    const inFile = await importPeople(db, { file: csv(...rows) });
    expect(errors(inFile.problems)).toEqual(['2 rater_no rater-in-a-circle', '3 rater_no rater-in-a-circle']);
    await importPeople(db, { file: csv(rows[0]?.replace('B2', '') ?? '', ...rows.slice(1)) });
    const through = await importPeople(db, { file: csv(rows[0] ?? '') });
    expect(errors(through.problems)).toEqual(['2 rater_no rater-in-a-circle']);
  });

  test('takes the good rows only when it is told so, without those who hang on a refused one', async () => {
    const file = csv(
      BOSS,
      'A2,Head,broken,Tax,5,Head,A1,,5급,2001-02-03',
      STAFF,
      'A4,Four,four@x.example,Tax,7,Clerk,A1,,7급,2001-01-01',
    );
    expect(await importPeople(db, { file })).toMatchObject({ imported: false });
    const answer = await importPeople(db, { file, onlyGood: true });
    expect(answer).toMatchObject({ imported: true, created: 2, refused: 2 });
    expect(errors(answer.problems)).toEqual(['3 email bad-email', '4 rater_no rater-unknown']);
    expect((await people()).map((person) => person.employee_no)).toEqual(['A1', 'A4']);
  });

  test('a dry run says the same and changes nothing', async () => {
    const file = csv(BOSS, HEAD);
    const { imported, ...dry } = await importPeople(db, { file, dryRun: true });
    expect(imported).toBe(false);
    expect(await people()).toEqual([]);
    expect(await importPeople(db, { file })).toEqual({ imported: true, ...dry });
  });

  test('names a missing and a doubled column, and warns of an unknown one', async () => {
    const file = new TextEncoder().encode('employee_no,name,name,shoe size\nA1,x,y,44\n');
    const answer = await importPeople(db, { file, onlyGood: true });
    expect(answer.imported).toBe(false);
    expect(answer.problems.map(({ row, column, code }) => `${String(row)} ${column ?? ''} ${code}`)).toEqual([
      '1 name column-twice',
      '1 shoe size column-unknown',
      '1 email column-missing',
      '1 unit column-missing',
    ]);
  });

  test('answers for a file that cannot be read', async () => {
    const answer = await importPeople(db, { file: new Uint8Array() });
    expect(answer).toMatchObject({
      imported: false,
      problems: [{ row: 0, column: null, code: 'file-empty', severity: 'error' }],
    });
  });

  test('tells the gaps of a real town by row, and taken over again changes nothing', async () => {
    const file = readFileSync(new URL('../../data/real-town.csv', import.meta.url));
    const answer = await importPeople(db, { file });
    expect(answer).toMatchObject({ imported: true, created: 385, refused: 0 });
    const gaps = (column: string) => answer.problems.filter((problem) => problem.column === column && problem.code === 'empty');
    expect([gaps('job').length, gaps('hired_on').length]).toEqual([53, 65]);
    expect(gaps('job')[0]).toEqual({ row: 3, column: 'job', code: 'empty', severity: 'warning' });
    expect(answer.notEnrolled).toEqual([{ row: 2, employeeNo: 'D0001', name: 'Staff D0001' }]);
    expect(await importPeople(db, { file })).toMatchObject({ imported: true, created: 0, changed: 0, unchanged: 385 });
  });

  const cell = fc.stringMatching(/^[A-Za-z가-힣0-9 .]{0,12}$/);
  const list = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 8 });
  propertyTest.prop([list], { numRuns: 25 })('taken over twice, nothing changes the second time', async (rows) => {
    const file = csv(
      ...rows.map(
        ([name, unit, grade, job], n) => `P${String(n)},x${name},p@x.example,x${unit},${grade},${job},${n === 0 ? '' : 'P0'},,,`,
      ),
    );
    const first = await importPeople(db, { file });
    expect(first.imported).toBe(true);
    expect(await importPeople(db, { file })).toMatchObject({ created: 0, changed: 0, unchanged: rows.length });
  });

  test.each(['a1', 'A-1', 'A1.', 'A_1'])('row-1: a new number that reads like A1 is refused: %s', async (employeeNo) => {
    await importPeople(db, { file: csv(BOSS) });
    const answer = await importPeople(db, { file: csv(`${employeeNo},Boss,boss2@x.example,Top,3,Job,,,,`) });
    expect(answer).toMatchObject({ imported: false, created: 0 });
    expect(errors(answer.problems)).toEqual(['2 employee_no number-like-another']);
  });

  test('row-1: of numbers that only look alike the list is told, those that signs divide in other places are none', async () => {
    const row = (employeeNo: string) => `${employeeNo},x,p@x.example,Top,3,Job,,,,`;
    const answer = await importPeople(db, {
      file: csv(...['1-23', '12-3', '1001', 'I001', 'l001', 'i001'].map(row)),
      dryRun: true,
    });
    const alike = answer.problems.filter(({ code }) => code === 'number-like-another');
    expect(alike.map(({ row: at, severity, other }) => [at, severity, other])).toEqual([
      [5, 'warning', '1001'],
      [6, 'warning', '1001'],
      [7, 'error', 'I001'],
    ]);
  });

  test('row-27: says who is missing from the list and has not left, also in a dry run, and leaves them as they are', async () => {
    await importPeople(db, { file: csv(BOSS, HEAD, STAFF) });
    const missing = { count: 1, people: [{ employeeNo: 'A3', name: 'Staff', unit: 'Tax' }] };
    expect((await importPeople(db, { file: csv(BOSS, HEAD), dryRun: true })).missing).toEqual(missing);
    expect((await importPeople(db, { file: csv(BOSS, HEAD) })).missing).toEqual(missing);
    expect((await importPeople(db, { file: csv(BOSS, HEAD, STAFF) })).missing).toEqual({ count: 0, people: [] });
  });

  test('row-30: takes the language of the list by its names in both languages', async () => {
    const list = (...languages: string[]) =>
      new TextEncoder().encode(
        `사번,성명,전자우편,부서,언어\n${languages.map((language, n) => `L${n},x,l${n}@x.example,Tax,${language}\n`).join('')}`,
      );
    const answer = await importPeople(db, { file: list('ko', 'EN', '한국어', '영어', ' English ', 'korean', '') });
    expect(answer).toMatchObject({ imported: true, created: 7, problems: [] });
    const rows = await db.selectFrom('employee').select(['language', 'language_by']).orderBy('employee_no').execute();
    expect(rows.map(({ language }) => language)).toEqual(['ko', 'en', 'ko', 'en', 'en', 'ko', null]);
    expect(rows.map((row) => row.language_by)).toEqual([...Array<string>(6).fill('list'), null]);
    expect(await importPeople(db, { file: list('en', '', '한국어', 'ko') })).toMatchObject({ changed: 3, unchanged: 1 });
    expect(await db.selectFrom('employee').select('language').orderBy('employee_no').limit(4).execute()).toEqual(
      ['en', null, 'ko', 'ko'].map((language) => ({ language })),
    );
    expect(errors((await importPeople(db, { file: list('프랑스어') })).problems)).toEqual(['2 language bad-language']);
  });

  test('row-3: another address than until now is told, whoever has written the list', async () => {
    const list = (email: string) =>
      new TextEncoder().encode(`employee_no,name,email,unit\nA1,Ann,${email},U\nA2,Bo,a2@t.example,U\n`);
    expect((await importPeople(db, { file: list('a1@t.example') })).problems).not.toContainEqual(
      expect.objectContaining({ code: 'address-changes' }),
    );
    const told = { code: 'address-changes', severity: 'warning', value: 'box@t.example', before: 'a1@t.example' };
    const { problems } = await importPeople(db, { file: list('box@t.example'), dryRun: true });
    expect(problems.filter(({ code }) => code === 'address-changes')).toEqual([{ row: 2, column: 'email', ...told }]);
    expect((await importPeople(db, { file: list('A1@T.example') })).problems).not.toContainEqual(
      expect.objectContaining({ row: 2, code: 'address-changes' }),
    );
  });

  test('row-34: a list whose leading zeros are gone is told: each address is known under another number', async () => {
    const trial = (name: string) => readFileSync(new URL(`../documents/trials/${name}`, import.meta.url));
    await importPeople(db, { file: trial('leading-zeros.csv') });
    const answer = await importPeople(db, { file: trial('leading-zeros-stripped.csv'), dryRun: true });
    expect(answer.problems.filter(({ code }) => code === 'address-of-another')).toEqual([
      { row: 2, column: 'email', code: 'address-of-another', severity: 'warning', value: 'a101@t.example', other: '00101' },
      { row: 3, column: 'email', code: 'address-of-another', severity: 'warning', value: 'a100@t.example', other: '00100' },
    ]);
    const again = await importPeople(db, { file: trial('leading-zeros.csv') });
    expect(again.problems.filter(({ code }) => code === 'address-of-another')).toEqual([]);
  });
});
