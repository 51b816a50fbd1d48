import type { ImportProblem } from '../contracts/import.ts';
import { type KnownPeople, checkPeopleAbove } from './people-above.ts';
import type { PeopleFile } from './people-file.ts';

export interface Judged {
  readonly problems: readonly ImportProblem[];
  /** Rows, by their number, that are not taken. */
  readonly refused: ReadonlySet<number>;
}

/** A refused row makes its person unknown to others, whose rows then are refused too: repeated until nothing is added. */
export function judge(file: Pick<PeopleFile, 'people' | 'problems'>, known: KnownPeople): Judged {
  const problems = [...file.problems];
  for (let refused = errorRows(problems); ;) {
    const told = new Set(problems.map(cellOf));
    problems.push(...checkPeopleAbove(file.people, known, refused).filter((problem) => !told.has(cellOf(problem))));
    const more = errorRows(problems);
    if (more.size === refused.size) return { problems: problems.sort((a, b) => a.row - b.row), refused };
    refused = more;
  }
}

function cellOf({ row, column }: ImportProblem): string {
  return `${row} ${column ?? ''}`;
}

function errorRows(problems: readonly ImportProblem[]): ReadonlySet<number> {
  return new Set(problems.filter((problem) => problem.severity === 'error' && problem.row > 1).map((problem) => problem.row));
}
