import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { asPerson, lineOf, tasksAsLines } from '../../db/reading/changes.ts';
import { type Person, personOf } from '../../db/reading/json.ts';
import { selectedTasks } from '../../db/selection.ts';
import { casesOfTasks, isNothingHeldBack, touchedByTasks } from '../../db/touched.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { DEPUTY } from '../committee.ts';
import { type CommandContext, type HrCommand, isLookedAt } from './command.ts';
import { endTasks } from './end-tasks.ts';

const LATE: RawBuilder<boolean> = sql`
  t.outcome is null and p.state = 'open' and p.paused_at is null and t.due_at <= cycle_now(p.cycle_id)
  and r.if_silent in ('asks-superior', 'hr-decides')`;
const FROM = sql`task t join process_run p on p.id = t.process_run_id
  join task_rule r on r.cycle_id = p.cycle_id and r.phase = p.phase and r.kind = t.kind
  left join evaluation e on e.id = p.evaluation_id`;

/**
 * HR decides about silence: a late task of a kind that never ends by itself is skipped, and the process goes on without it. A group's results cannot:
 * the deputy decides in the place of a silent chair, and where there is none HR must name a chair first.
 */
export const decideSilence: HrCommand<'decide-silence'> = {
  mayShrink: true,
  touches: touchedByTasks,
  called: async (db, context) => (await deputies(db, context)).flatMap(({ deputyId }) => deputyId ?? []),
  reaches: ({ cycleId, selection }) => casesOfTasks({ cycleId, selection }, isLate(cycleId, selection)),
  /** Who is told of no review of their own decides about no phase with it: what they may leave out would tell whether it is open. */
  isForAll: isNothingHeldBack,
  /** A step that is left out is missing to whoever it is about: their own say, what others owe them, or the check on what one person wrote. */
  needsSecondPerson: () => Promise.resolve(true),

  async preview(db, { cycleId, selection }) {
    const { rows } = await sql<{ kind: TaskKind; n: string }>`
      select t.kind, count(*) n
        from ${FROM}
       where ${LATE} and ${selectedTasks(cycleId, selection)}
       group by 1
       order by 1`.execute(db);
    const chairs = await deputies(db, { cycleId, selection });
    const without = chairs.filter(({ deputyId }) => deputyId === null);
    return {
      affected: rows.reduce((sum, { n }) => sum + Number(n), 0),
      blockedBy: without.slice(0, 1).map(({ group }) => ({ code: 'chair-missing', details: { group } })),
      details: { kinds: rows.map(({ kind, n }) => ({ kind, count: Number(n) })) },
      changes: [
        ...(await tasksAsLines(db, isLate(cycleId, selection))).map(({ taskId, who, group, phase, kind, before }) => ({
          ...lineOf({ what: 'silence', who, group, phase, kind, before: asPerson(before), after: { state: 'skipped' } }),
          of: taskId,
        })),
        ...chairs.map(chairAsLine),
      ],
    };
  },

  async execute(trx, { cycleId, selection, actorId, requestId, previewed }) {
    const chosen = sql<{ id: string }>`
      select t.id
        from ${FROM}
       where ${LATE} and ${selectedTasks(cycleId, selection)} and ${isLookedAt(sql`t.id`, previewed)}
       order by t.id for no key update of t`;
    return { tasks: await endTasks(trx, { chosen, outcome: 'skipped', reason: 'hr-decided', actorId, requestId }) };
  },
};

type Scope = Pick<CommandContext<'decide-silence'>, 'cycleId' | 'selection'>;

/** The same as a condition on `task t` alone. */
function isLate(cycleId: string, selection: Selection): RawBuilder<boolean> {
  return sql`t.id in (select t.id from ${FROM} where ${LATE} and ${selectedTasks(cycleId, selection)})`;
}

interface Deputy {
  readonly group: string;
  readonly chair: Person | null;
  readonly deputyId: string | null;
  readonly deputy: Person | null;
}

/** Who decides about each group whose chair is silent. */
async function deputies(db: Db | Trx, { cycleId, selection }: Scope): Promise<readonly Deputy[]> {
  const { rows } = await sql<Deputy>`
    select g.name "group", ${personOf('b')} chair, d.id "deputyId", ${personOf('d')} deputy
      from ${FROM}
      join rating_group g on g.id = p.rating_group_id
      left join employee b on b.id = t.assignee_id
      left join employee d on d.id = ${DEPUTY}
     where t.kind = 'calibration.lock' and ${LATE} and ${selectedTasks(cycleId, selection)}
     order by p.id`.execute(db);
  return rows;
}

/** Each of these groups: who chairs it, and who will. */
function chairAsLine({ group, chair, deputy }: Deputy): Change {
  return lineOf({ what: 'chair', group, before: asPerson(chair), after: asPerson(deputy) });
}
