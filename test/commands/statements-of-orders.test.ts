import { afterEach, beforeEach, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import type { RequestCommand } from '../../commands/run-request.ts';
import { statementsOf } from '../support/statements.ts';
import { csvOf, evaluationOf, launchedCity, opened, order, PEOPLE, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const FEW = ['S1'];
const MORE = ['S2', 'S3', 'S4'];
type Wish = Pick<RequestCommand, 'command' | 'arguments'>;

/** What is asked of the database when somebody orders it for these people. */
async function asked(people: readonly string[], wish: Wish) {
  const evaluationIds = await Promise.all(people.map((employeeNo) => evaluationOf(city, employeeNo)));
  return statementsOf(() => order(city, { ...wish, selection: { phase: 'goal-setting', evaluationIds } }));
}

test('row-17: to reassign many is as many statements as to reassign one', async () => {
  for (const employeeNo of [...FEW, ...MORE]) await opened(city, employeeNo, { kind: 'goals.agree' });
  const wish: Wish = { command: 'reassign', arguments: { as: 'rater', employeeNo: 'H2' } };
  const one = await asked(FEW, wish);
  expect(await asked(MORE, wish)).toHaveLength(one.length);
});

test('row-17: so it is to rewind them', async () => {
  for (const employeeNo of [...FEW, ...MORE]) await opened(city, employeeNo, { kind: 'goals.draft' });
  const wish: Wish = { command: 'rewind', arguments: { toKind: 'goals.draft', toRound: 1 } };
  const one = await asked(FEW, wish);
  expect(await asked(MORE, wish)).toHaveLength(one.length);
});

test('row-17: to follow the list is as many statements for many new raters and reviewers as for one of each', async () => {
  for (const employeeNo of [...FEW, ...MORE]) await opened(city, employeeNo, { kind: 'goals.agree' });
  const above: Readonly<Record<string, string>> = { S1: 'H2,H1', S2: 'H2,H1', S3: 'S5,H2', S4: 'S6,S7' };
  const rows = PEOPLE.map((row) => row.replace(',H1,M1,', `,${above[row.split(',')[0] ?? ''] ?? 'H1,M1'},`));
  await importPeople(city.db, { file: csvOf(...rows) });
  const wish: Wish = { command: 'follow-list', arguments: {} };
  const one = await asked(FEW, wish);
  expect(await asked(MORE, wish)).toHaveLength(one.length);
});

test('row-17: what follows the list is told in one set of mails, at the end, and each person once', async () => {
  const people = [...FEW, ...MORE];
  for (const employeeNo of people) await opened(city, employeeNo, { kind: 'goals.agree' });
  const rows = PEOPLE.map((row) => (people.some((no) => row.startsWith(`${no},`)) ? row.replace(',H1,M1,', ',H2,H1,') : row));
  await importPeople(city.db, { file: csvOf(...rows) });
  const statements = await asked(people, { command: 'follow-list', arguments: {} });
  expect(statements.filter(({ text }) => text.includes('insert into notification'))).toHaveLength(1);
  const mails = await city.db
    .selectFrom('notification')
    .select(['employee_id', 'mail_kind'])
    .where('mail_kind', 'like', 'reassigned.%')
    .execute();
  const told = mails.map(({ employee_id, mail_kind }) => `${employee_id} ${mail_kind}`);
  expect(new Set(told).size).toBe(told.length);
  for (const no of ['M1', 'H1', ...people]) expect(mails.map(({ employee_id }) => employee_id)).toContain(city.ids[no]);
});
