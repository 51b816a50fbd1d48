import { type City, everybody } from '../../cli/demo/city.ts';
import type { Writing } from '../../cli/demo/writing.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';

export interface AskedAbout {
  readonly kind: TaskKind;
  readonly round: number;
  readonly about: string;
  readonly pack: PolicyPack;
}

/** Whether somebody in the city is rated by them. */
export const leads = (city: City, about: string) => everybody(city).some((person) => person.rater_no === about);

/** The task as the API would show it to whoever writes about `about`. */
export function taskAbout(city: City, { kind, round, about, pack }: AskedAbout): Writing['task'] {
  const unit = everybody(city).find((person) => person.employee_no === about)?.unit;
  const units = [unit, ...city.units.filter(({ partOf }) => partOf === unit).map(({ name }) => name)];
  const indicators = units
    .flatMap((name) => city.indicators.filter((one) => one.unit === name))
    .map((one, index) => ({ ...one, id: String(index + 1) }));
  const goals = agreed(city, { about, pack }).map((goal) => ({
    key: goal.id,
    version: 1,
    weight: goal.weight,
    target: goal.target,
    content: goal,
  }));
  const places = city.people.map((one, index) => ({
    evaluationId: String(index + 1),
    name: one.name,
    unitName: one.unit,
    place: index + 1,
  }));
  const evidence = { goals, indicators, actions: [{ what: '약속한 일' }], board: { places } };
  return { kind, round, evidence, rules: { ...pack, leads: leads(city, about) } } as unknown as Writing['task'];
}

/** The goals as a draft under the pack makes them. */
export function agreed(city: City, { about, pack }: Pick<AskedAbout, 'about' | 'pack'>) {
  const designation = (index: number) => (index < (pack.goals.fewestCritical ?? 0) ? 'critical' : 'important');
  return (city.goals.get(about) ?? []).map((goal, index) => ({
    ...goal,
    method: 'ratio',
    designation: pack.goals.fewestCritical === null ? null : designation(index),
  }));
}
