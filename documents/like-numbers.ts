import type { ImportProblem } from '../contracts/import.ts';
import { type PersonRow, rowError, rowWarning } from './people-file.ts';

/**
 * Of people who are new by their number: one that differs from another one of the list, or of somebody known, by case and signs only is an error, one
 * that only looks like it a warning: `I001` and `1001` may be numbers of two series.
 */
export function numbersLikeOthers(people: readonly PersonRow[], known: ReadonlyMap<string, unknown>): readonly ImportProblem[] {
  const written = holders(known.keys(), asWritten);
  const seen = holders(known.keys(), asSeen);
  return people.flatMap(({ row, employeeNo }) => {
    if (known.has(employeeNo)) return [];
    const about = { column: 'employee_no', value: employeeNo };
    const same = other(written, asWritten(employeeNo), employeeNo);
    const like = other(seen, asSeen(employeeNo), employeeNo);
    if (same !== undefined) return [{ ...rowError(row, 'number-like-another', about), other: same }];
    return like === undefined ? [] : [{ ...rowWarning(row, 'number-like-another', about), other: like }];
  });
}

function holders(numbers: Iterable<string>, form: (employeeNo: string) => string): Map<string, string> {
  return new Map(Array.from(numbers, (employeeNo) => [form(employeeNo), employeeNo]));
}

/** Who else has a number of this form; from now on whoever is the first. */
function other(first: Map<string, string>, form: string, employeeNo: string): string | undefined {
  const holder = first.get(form) ?? employeeNo;
  first.set(form, holder);
  return holder === employeeNo ? undefined : holder;
}

/** Without case, marks, and signs that divide no digits. */
function asWritten(employeeNo: string): string {
  return employeeNo
    .normalize('NFKC')
    .replaceAll(/(?<=\d)[^\p{L}\p{N}]+(?=\d)/gu, '-')
    .replaceAll(/(?<!\d)[^\p{L}\p{N}]+|[^\p{L}\p{N}]+(?!\d)/gu, '')
    .toLowerCase();
}

/** The same with l and I as 1, O as 0. */
function asSeen(employeeNo: string): string {
  return asWritten(employeeNo).replaceAll(/[il]/g, '1').replaceAll('o', '0');
}
