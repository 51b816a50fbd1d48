import type { ImportProblem } from '../contracts/import.ts';
import { type PersonRow, rowError } from './people-file.ts';

/** Of people who are new by their number: one that the eye takes for another one of the list or of somebody known. */
export function numbersLikeOthers(people: readonly PersonRow[], known: ReadonlyMap<string, unknown>): readonly ImportProblem[] {
  const holders = new Map([...known.keys()].map((employeeNo) => [asSeen(employeeNo), employeeNo]));
  return people.flatMap(({ row, employeeNo }) => {
    if (known.has(employeeNo)) return [];
    const other = holders.get(asSeen(employeeNo)) ?? employeeNo;
    holders.set(asSeen(employeeNo), other);
    if (other === employeeNo) return [];
    return [{ ...rowError(row, 'number-like-another', { column: 'employee_no', value: employeeNo }), other }];
  });
}

/** Without case, marks, and signs that divide no digits; l and I are 1, O is 0. */
function asSeen(employeeNo: string): string {
  return employeeNo
    .normalize('NFKC')
    .replaceAll(/(?<=\d)[^\p{L}\p{N}]+(?=\d)/gu, '-')
    .replaceAll(/(?<!\d)[^\p{L}\p{N}]+|[^\p{L}\p{N}]+(?!\d)/gu, '')
    .toLowerCase()
    .replaceAll(/[il]/g, '1')
    .replaceAll('o', '0');
}
