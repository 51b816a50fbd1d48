import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type City, readJson, readSettings } from './city.ts';
import { ordinaryGoals, ordinaryIndicators, ordinaryLevels } from './made-up.ts';
import { type CityPerson, readAccepted } from './people-file.ts';
import { randomOf } from './random.ts';

const HR_UNIT = '성과평가 운영';
const MOST_MEMBERS = 4;
const MOST_OF_ONE_GROUP = 2;

/**
 * A city made of a real list of people, of whom the import takes as many as it can: everybody gets indicators, goals and levels from the seed.
 * Two accounts for HR are added; nobody is above them, so they are not evaluated.
 */
export function cityFromFile(file: string, seed: number, pack?: string): City {
  const { people: listed, refused } = readAccepted(readFileSync(file));
  const taken = new Set(listed.map((person) => person.employee_no));
  const [officer, approver] = [hrAccount('HR1', taken), hrAccount('HR2', taken)];
  const { cycles, ...model } = readSettings();
  const people = [...listed, officer, approver];
  const goals = new Map(
    listed.map((person) => [
      person.employee_no,
      ordinaryGoals(person.job || person.unit, randomOf(seed, 'goals', person.employee_no)),
    ]),
  );
  return {
    seed,
    settings: {
      ...model,
      city: basename(file),
      hr: { officers: [officer.employee_no], approvers: [approver.employee_no] },
      roles: [
        { employeeNo: officer.employee_no, role: 'hr' },
        { employeeNo: approver.employee_no, role: 'hr-approver' },
      ],
      committee: committeeOf(listed),
      exclusions: [],
    },
    cycles: cycles.slice(0, 1).map(({ name, pack: usual }) => ({ name, pack: pack ?? usual, groups: [], hr: [] })),
    refusedAddresses: [],
    refusedRows: refused,
    units: [],
    people,
    joiners: new Map(),
    indicators: [...new Set(listed.map((person) => person.unit))].filter((unit) => unit !== '').flatMap(ordinaryIndicators),
    goals,
    levels: new Map(
      [...goals].map(([employeeNo, own]) => [employeeNo, ordinaryLevels(own, randomOf(seed, 'levels', employeeNo))]),
    ),
    scripts: new Map(),
    routine: readJson('hr.json'),
    phrases: readJson('phrases.json'),
  };
}

function hrAccount(employeeNo: string, taken: ReadonlySet<string>): CityPerson {
  let free = employeeNo;
  while (taken.has(free)) free = `${free}x`;
  const email = `${free.toLowerCase()}@hr.example`;
  return {
    employee_no: free,
    name: `인사 ${free}`,
    email,
    unit: HR_UNIT,
    grade: '',
    job: '인사',
    rater_no: '',
    reviewer_no: '',
    group: '',
    hired_on: '',
    language: '',
  };
}

/**
 * The one whom nobody rates takes the chair, raters sit with them, those right below first. At most two are of one group: they leave the room when their
 * own group is discussed, and enough must stay.
 */
function committeeOf(people: readonly CityPerson[]): City['settings']['committee'] {
  const reports = new Map<string, number>();
  for (const { rater_no: rater } of people) reports.set(rater, (reports.get(rater) ?? 0) + 1);
  const size = (person: CityPerson) => reports.get(person.employee_no) ?? 0;
  const largestFirst = (a: CityPerson, b: CityPerson) => size(b) - size(a) || a.employee_no.localeCompare(b.employee_no);
  const chair = people.filter((person) => person.rater_no === '').sort(largestFirst)[0];
  if (chair === undefined) throw new Error('the people file has nobody at the top: every row names a rater');
  const isBelow = (person: CityPerson) => Number(person.rater_no === chair.employee_no);
  const raters = people.filter((person) => person !== chair && size(person) > 0);
  const members: CityPerson[] = [];
  for (const one of raters.sort((a, b) => isBelow(b) - isBelow(a) || largestFirst(a, b))) {
    const sameGroup = members.filter((other) => groupOf(other) === groupOf(one));
    if (sameGroup.length < MOST_OF_ONE_GROUP && members.length < MOST_MEMBERS) members.push(one);
  }
  return { chair: chair.employee_no, members: members.map((person) => person.employee_no) };
}

const groupOf = ({ group, grade }: CityPerson) => group || grade;
