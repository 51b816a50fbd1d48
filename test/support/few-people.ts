import { type City, readCity } from '../../cli/demo/city.ts';

/** Both bureaus' heads, and two departments of one of them: enough above everybody for a quorum. */
const UNITS = ['부시장실', '행정복지국', '도시환경국', '기획예산과', '총무과'];
/** Heads of departments have grade 5; whoever is below is staff. */
const GRADE_OF_HEADS = 5;

/** Fourteen people of the sample city in one cycle under a pack, the staff of both departments in one group; nobody has a story. */
export function fewPeople(pack: string): City {
  const city = readCity(1, pack);
  const people = city.people
    .filter(({ unit }) => UNITS.includes(unit))
    .map((person) => (Number(person.grade) > GRADE_OF_HEADS ? { ...person, group: 'Staff' } : person));
  const known = new Set(people.map((person) => person.employee_no));
  return {
    ...city,
    people,
    joiners: new Map(),
    scripts: new Map(),
    refusedAddresses: [],
    cycles: city.cycles.map((cycle) => ({ ...cycle, groups: [], hr: [] })),
    settings: { ...city.settings, exclusions: city.settings.exclusions.filter(({ employeeNo }) => known.has(employeeNo)) },
    units: city.units.filter(({ name }) => UNITS.includes(name)),
    indicators: city.indicators.filter(({ unit }) => UNITS.includes(unit)),
  };
}
