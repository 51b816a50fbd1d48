import type { Change } from '../contracts/changes.ts';
import type { LaunchPreview } from '../contracts/cycle.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { asPerson, lineOf } from '../db/reading/changes.ts';
import { findCycleDetail } from '../db/reading/cycles.ts';

/** What a launch does beside starting people: who decides, which groups were planned otherwise than by the rule, who is left out; then each group that starts. */
export async function launchChanges(
  db: Db | Trx,
  { cycleId, doesNotStart, groups }: Pick<LaunchPreview, 'cycleId' | 'doesNotStart' | 'groups'>,
): Promise<readonly Change[]> {
  const planned = await findCycleDetail(db, cycleId);
  const { chair = null, members = [], groups: named = [] } = planned ?? {};
  const sizes = new Map(groups.map(({ name, people }) => [name, people]));
  const off = (what: 'quota' | 'spare-lowest', name: string) =>
    lineOf({ what, group: name, count: sizes.get(name) ?? 0, after: { state: 'off' } });
  return [
    ...(chair === null ? [] : [lineOf({ what: 'chair', after: asPerson(chair) })]),
    ...members.map((member) => lineOf({ what: 'member', after: asPerson(member) })),
    ...named.filter(({ quota }) => !quota).map(({ name }) => off('quota', name)),
    ...named.filter(({ spareLowest }) => !spareLowest).map(({ name }) => off('spare-lowest', name)),
    ...leftOutOf(doesNotStart),
    ...groups.map(({ name, people }) => lineOf({ what: 'launch', group: name, count: people, after: { state: 'running' } })),
  ];
}

/** Everybody who is left out by name. */
export function leftOutOf(doesNotStart: LaunchPreview['doesNotStart']): readonly Change[] {
  return doesNotStart
    .filter(({ code }) => code === 'excluded')
    .map(({ employeeNo, name, unit }) =>
      lineOf({
        what: 'enrolment',
        who: { evaluationId: null, employeeNo, name, unitName: unit },
        after: { state: 'excluded' },
      }),
    );
}
