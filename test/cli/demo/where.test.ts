import { expect, test } from 'vitest';
import { readCity } from '../../../cli/demo/city.ts';
import { whereToLook } from '../../../cli/demo/where.ts';

test('the demo tells the addresses of HR and of the second person, who are two', () => {
  const city = readCity(1);
  const [officer, approver] = [city.settings.hr.officers[0], city.settings.hr.approvers[0]];
  const addressOf = (no: string | undefined) => city.people.find(({ employee_no }) => employee_no === no)?.email;
  const lines = whereToLook({ web: 'http://127.0.0.1:1', mailbox: 'http://127.0.0.1:2', database: 'postgres://x' }, city);
  const told = lines.flatMap((line) => line.match(/\S+@[\w.-]+/g) ?? []);
  expect(told).toEqual([addressOf(officer), addressOf(approver)]);
  expect(new Set(told).size).toBe(2);
});
