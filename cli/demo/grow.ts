import { type City, everybody, readCity } from './city.ts';
import { ordinaryLevels, varied } from './made-up.ts';
import type { CityPerson } from './people-file.ts';
import { type Random, randomOf } from './random.ts';

/** People of the sample city itself. */
export const FEWEST_PEOPLE = 50;
/** Whom one person rates at most; a twelfth of a working day for each in January. */
const MOST_RATED = 12;
/** Every so many newcomers of a unit one leads a team, so that there is always somebody to rate the next ones. */
const LEADER_EVERY = 8;

const SURNAMES = [...'김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구민진나지엄채원천방'];
const GIVEN_FIRST = [...'민서지하도시유은수현예주채다가나라온태건우승준영성진재호경미혜선정'];
const GIVEN_SECOND = [...'준우서윤아은진호민현영수빈율린원솔희연인결담한경숙'];

/**
 * The sample city with `people` people: the same units, indicators and stories, and newcomers with goals and levels from the seed.
 * The same number and seed give the same city; a larger one begins with the people of the smaller one.
 * @throws RangeError below 50
 */
export function growCity(people: number, seed: number, pack?: string): City {
  if (!Number.isInteger(people) || people < FEWEST_PEOPLE) throw new RangeError(`a city has ${FEWEST_PEOPLE} people or more`);
  const city = readCity(seed, pack);
  const known = everybody(city);
  const units = city.units.filter((unit) => unit.code.startsWith('D'));
  const teams = new Map(units.map((unit) => [unit.name, unitTeams(unit.name, city)]));
  const names = new Set(known.map((person) => `${person.unit}/${person.name}`));
  const grown: CityPerson[] = [];
  const goals = new Map(city.goals);
  const levels = new Map(city.levels);
  for (let number = known.length + 1; number <= people; number += 1) {
    const unit = units[(number - known.length - 1) % units.length];
    const team = unit && teams.get(unit.name);
    if (unit === undefined || team === undefined) throw new Error('the city has no units');
    const employeeNo = `E${number}`;
    const random = randomOf(seed, 'newcomer', employeeNo);
    const model = random.pick(team.models);
    const person = newcomer({ employeeNo, unit: unit.name, model, team, names, random });
    grown.push(person);
    const own = (city.goals.get(model.employee_no) ?? []).map((goal) => varied(goal, random));
    goals.set(employeeNo, own);
    levels.set(employeeNo, ordinaryLevels(own, random));
  }
  return { ...city, people: [...city.people, ...grown], goals, levels };
}

interface Teams {
  /** Staff whose jobs and goals newcomers resemble. */
  readonly models: readonly CityPerson[];
  /** Who rates, in the order of filling; the first one is the head. */
  readonly raters: { readonly employeeNo: string; readonly reviewerNo: string; rated: number }[];
  arrived: number;
}

function unitTeams(unit: string, city: City): Teams {
  const members = everybody(city).filter((person) => person.unit === unit);
  const head = members.find((person) => person.grade === '5');
  if (head === undefined) throw new Error(`${unit} has no head`);
  const models = members.filter((person) => person.rater_no === head.employee_no);
  const raters = [{ employeeNo: head.employee_no, reviewerNo: head.rater_no, rated: models.length }];
  return {
    models: models.filter((person) => Number(person.grade) > 6 && city.goals.has(person.employee_no)),
    raters,
    arrived: 0,
  };
}

interface Newcomer {
  readonly employeeNo: string;
  readonly unit: string;
  readonly model: CityPerson;
  readonly team: Teams;
  readonly names: Set<string>;
  readonly random: Random;
}

function newcomer({ employeeNo, unit, model, team, names, random }: Newcomer): CityPerson {
  const rater = team.raters.find((one) => one.rated < MOST_RATED);
  if (rater === undefined) throw new Error(`nobody rates ${employeeNo}`);
  rater.rated += 1;
  const leads = team.arrived % LEADER_EVERY === 0;
  team.arrived += 1;
  if (leads) team.raters.push({ employeeNo, reviewerNo: rater.employeeNo, rated: 0 });
  const grade = leads ? '6' : random.pick(['7', '7', '8', '8', '9']);
  return {
    employee_no: employeeNo,
    name: newName(unit, { names, random }),
    email: `${employeeNo.toLowerCase()}@solnae.example`,
    unit,
    grade,
    job: leads ? `${unit} 팀장` : model.job,
    rater_no: rater.employeeNo,
    reviewer_no: rater.reviewerNo,
    group: Number(grade) >= 8 ? '8-9급' : `${grade}급`,
    hired_on: `${random.between(2006, 2024)}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
    language: '',
  };
}

/** Unique in its unit while names last: the names of one unit must tell people apart on a paper. */
function newName(unit: string, { names, random }: { readonly names: Set<string>; readonly random: Random }): string {
  let name = '';
  for (let tries = 0; tries < 50; tries += 1) {
    name = random.pick(SURNAMES) + random.pick(GIVEN_FIRST) + random.pick(GIVEN_SECOND);
    if (!names.has(`${unit}/${name}`)) break;
  }
  names.add(`${unit}/${name}`);
  return name;
}
