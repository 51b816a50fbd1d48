import type { ImportProblem } from '../contracts/import.ts';
import { isInRaterCircle } from '../domain/rater-circle.ts';
import { rowError, type PersonRow } from './people-file.ts';

/** Raters by employee number of people who are known already. */
export type KnownPeople = ReadonlyMap<string, string | null>;

/**
 * What is wrong with the people above: raters and reviewers who are unknown or oneself, and raters in a circle.
 * Somebody later in the same file is known; somebody whose own row is refused is not, unless known already.
 */
export function checkPeopleAbove(
  people: readonly PersonRow[],
  known: KnownPeople,
  refused: ReadonlySet<number>,
): readonly ImportProblem[] {
  const good = people.filter((person) => !refused.has(person.row));
  const inFile = new Set(good.map((person) => person.employeeNo));
  const exists = (employeeNo: string) => inFile.has(employeeNo) || known.has(employeeNo);
  const problems: ImportProblem[] = [];
  for (const { row, employeeNo, cells } of people) {
    for (const [column, who] of [
      ['rater_no', 'rater'],
      ['reviewer_no', 'reviewer'],
    ] as const) {
      const above = cells[column];
      if (above === null || above === undefined) continue;
      if (above === employeeNo) problems.push(rowError(row, `${who}-is-oneself`, { column, value: above }));
      else if (!exists(above)) problems.push(rowError(row, `${who}-unknown`, { column, value: above }));
    }
  }
  return [...problems, ...circles(good, known)];
}

function circles(people: readonly PersonRow[], known: KnownPeople): readonly ImportProblem[] {
  const raters = new Map(known);
  for (const { employeeNo, cells } of people) if (cells.rater_no !== undefined) raters.set(employeeNo, cells.rater_no);
  return people.flatMap(({ row, employeeNo, cells }) => {
    const value = cells.rater_no;
    if (value === null || value === undefined || value === employeeNo) return [];
    return isInRaterCircle(employeeNo, raters) ? [rowError(row, 'rater-in-a-circle', { column: 'rater_no', value })] : [];
  });
}
