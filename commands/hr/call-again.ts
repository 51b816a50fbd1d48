import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../contracts/commands.ts';
import { countPresent } from '../../db/committee.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { getPack } from '../../db/packs.ts';
import { lineOf } from '../../db/reading/changes.ts';
import { selectedTasks } from '../../db/selection.ts';
import { casesOfTasks, touchedByTasks } from '../../db/touched.ts';
import { compareInstants, localDate } from '../../domain/cycle/instants.ts';
import { unknownHolidays } from '../unknown-holidays.ts';
import type { CommandContext, HrCommand } from './command.ts';
import { endTasks } from './end-tasks.ts';

const UNDECIDED: RawBuilder<boolean> = sql`
  t.kind = 'calibration.lock' and t.outcome is null and p.state = 'open' and s.locked_at is null`;
const FROM = sql`
  task t join process_run p on p.id = t.process_run_id join calibration_session s on s.process_run_id = p.id
  join rating_group g on g.id = s.rating_group_id left join evaluation e on e.id = p.evaluation_id`;

/**
 * A committee meets again: the chair's decision waits, everybody with a seat is asked anew whether they come. What the chair has drafted is set aside,
 * and who is silent counts no more: for two.
 */
export const callAgain: HrCommand<'call-again'> = {
  needsSecondPerson: () => Promise.resolve(true),
  touches: touchedByTasks,
  reaches: (context) => casesOfTasks(context, sql`t.id in (select t.id from ${FROM} where ${UNDECIDED})`),

  async preview(db, context) {
    const sessions = await undecided(db, context);
    const { now, time_zone: timeZone } = await getCycle(db, context.cycleId);
    const late: Finding = { code: 'invalid-input', details: { path: '/arguments/at', reason: 'in-the-past' } };
    const { pack } = await getPack(db, { cycleId: context.cycleId });
    const { quorum } = pack.calibration;
    const counted = await Promise.all(
      sessions.map(async ({ group, runId }) => ({ group, present: await countPresent(db, runId) })),
    );
    return {
      affected: sessions.length,
      blockedBy: compareInstants(context.arguments.at, now) <= 0 ? [late] : [],
      pleaseLook: [
        ...counted
          .filter(({ present }) => present >= quorum)
          .map(({ group, present }) => ({ code: 'quorum-reached', details: { group, present, quorum } })),
        ...(await unknownHolidays(db, [localDate(context.arguments.at, timeZone)])),
      ],
      details: { groups: sessions.length },
      changes: sessions.map(({ group, meetingAt }) =>
        lineOf({
          what: 'meeting',
          group,
          before: meetingAt === null ? null : { at: meetingAt },
          after: { at: context.arguments.at },
        }),
      ),
    };
  },

  async execute(trx, context) {
    const { cycleId, selection, arguments: given, actorId, requestId } = context;
    const runIds = (await undecided(trx, context)).map(({ runId }) => runId);
    await sql`select from process_run where id = any (${runIds}::bigint[]) order by id for no key update`.execute(trx);
    await sql`
      update calibration_session set meeting_at = ${given.at}::timestamptz
       where process_run_id = any (${runIds}::bigint[]) and locked_at is null`.execute(trx);
    const chosen = sql<{ id: string }>`
      select t.id
        from ${FROM}
       where ${UNDECIDED} and ${selectedTasks(cycleId, selection)}
       order by t.id for no key update of t`;
    return { groups: await endTasks(trx, { chosen, outcome: 'returned', reason: 'called-again', actorId, requestId }) };
  },
};

type Scope = Pick<CommandContext<'call-again'>, 'cycleId' | 'selection'>;

interface Undecided {
  readonly runId: string;
  readonly group: string;
  readonly meetingAt: string | null;
}

async function undecided(db: Db | Trx, { cycleId, selection }: Scope): Promise<readonly Undecided[]> {
  const { rows } = await sql<Undecided>`
    select p.id "runId", g.name "group", s.meeting_at "meetingAt"
      from ${FROM}
     where ${UNDECIDED} and ${selectedTasks(cycleId, selection)}
     order by p.id`.execute(db);
  return rows;
}
