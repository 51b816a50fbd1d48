import type { ImportProblem } from '../contracts/import.ts';
import { mailboxOf } from '../domain/addresses.ts';
import { isInRaterCircle, ratersOf, type RatersOfPeople } from '../domain/rater-circle.ts';
import { rowError, type PersonRow } from './people-file.ts';

/** People who are known already, by employee number. */
export type KnownPeople = ReadonlyMap<string, Above>;

interface Above {
  readonly email: string;
  readonly raterNo: string | null;
}

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
  const all = new Map(known);
  for (const { employeeNo, cells } of people) {
    const { email = '', raterNo = null } = all.get(employeeNo) ?? {};
    all.set(employeeNo, { email: cells.email ?? email, raterNo: cells.rater_no === undefined ? raterNo : cells.rater_no });
  }
  // By number too: accounts with one mailbox do not rate each other.
  const mailboxFor = (employeeNo: string) => mailboxOf(all.get(employeeNo)?.email ?? employeeNo);
  const [ofAccounts, ofPeople] = [ratersBy(all, (employeeNo) => employeeNo), ratersBy(all, mailboxFor)];
  return people.flatMap(({ row, employeeNo, cells }) => {
    const value = cells.rater_no;
    if (value === null || value === undefined || value === employeeNo) return [];
    const isClosed = isInRaterCircle(employeeNo, ofAccounts) || isInRaterCircle(mailboxFor(employeeNo), ofPeople);
    return isClosed ? [rowError(row, 'rater-in-a-circle', { column: 'rater_no', value })] : [];
  });
}

function ratersBy(people: KnownPeople, nameOf: (employeeNo: string) => string): RatersOfPeople {
  return ratersOf(
    [...people].map(([employeeNo, { raterNo }]) => ({
      mailbox: nameOf(employeeNo),
      ratersMailbox: raterNo === null ? null : nameOf(raterNo),
    })),
  );
}
