import { sql } from 'kysely';
import { placesInUnits, propose } from '../domain/calibration/order.ts';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { getSession, resultsOf } from './calibration-order.ts';
import { firstChair } from './committee.ts';

interface Rated {
  readonly evaluationId: string;
  readonly unit: string;
  readonly score: string | null;
  readonly scaled: string | null;
  readonly level: string | null;
}

/**
 * Opens the calibration session of a complete group: the raters' order, and the seats, levels and points that the pack gives to it. Where the pack forbids
 * to put people in an order, theirs is that of their evaluations and says nothing.
 * Idempotent by the run; inputs and steps are stored with it.
 */
export async function proposeSeats(db: Db, { processRunId }: { readonly processRunId: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    // A statement of its own: the next one must also see the session that another run of the same process has opened while this one waited.
    await sql`select from process_run where id = ${processRunId} for no key update`.execute(trx);
    const { rows: runs } = await sql<{ cycle_id: string; rating_group_id: string }>`
      select p.cycle_id, p.rating_group_id
        from process_run p
       where p.id = ${processRunId} and p.state = 'open'
         and not exists (select from calibration_session s where s.process_run_id = p.id)`.execute(trx);
    const run = runs[0];
    if (run === undefined) return;
    const { rows: rated } = await sql<Rated>`
      select e.id "evaluationId", e.unit_id unit, s.score, s.scaled, s.level
        from evaluation e join phase_window w on w.cycle_id = e.cycle_id and w.barrier
        join process_run p on p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void'
        left join score s on s.process_run_id = p.id
       where e.rating_group_id = ${run.rating_group_id} and e.state = 'enrolled' order by e.id`.execute(trx);
    const { pack, group } = await getSession(trx, processRunId);
    const isRanked = pack.ranking === 'allowed';
    const order = isRanked ? propose(rated) : rated;
    const results = resultsOf({ pack, group }, order);
    await sql`
      insert into calibration_session (process_run_id, rating_group_id, chair_id, inputs, steps, proposed_at)
      values (${processRunId}, ${run.rating_group_id}, ${await firstChair(trx, processRunId)},
              ${JSON.stringify({ members: rated, group })}::jsonb, ${JSON.stringify(results[0]?.steps ?? [])}::jsonb,
              cycle_now(${run.cycle_id}))`.execute(trx);
    const inUnits = isRanked ? placesInUnits(order) : undefined;
    const places = results.map(({ evaluationId, place, grade, points }, index) => ({
      evaluationId,
      place,
      unitPlace: inUnits?.get(evaluationId)?.place ?? 0,
      score: order[index]?.score ?? null,
      scaled: order[index]?.scaled ?? null,
      level: order[index]?.level ?? null,
      grade,
      points,
    }));
    await sql`
      insert into calibration_place (process_run_id, evaluation_id, proposed_place, place, unit_place, score, scaled,
                                     level, grade, points, proposed_grade, proposed_points)
      select ${processRunId}, "evaluationId", place, place, "unitPlace", score, scaled, level, grade, points, grade,
             points
        from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("evaluationId" bigint, place int, "unitPlace" int,
                                                                     score numeric, scaled numeric, level text,
                                                                     grade text, points numeric)`.execute(trx);
    await audit(trx, {
      what: 'calibration.proposed',
      subject: processRunId,
      cycleId: run.cycle_id,
      details: { members: places.length },
    });
  });
}
