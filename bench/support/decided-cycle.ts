import { sql } from 'kysely';
import { getSession, resultsOf } from '../../commands/calibration-order.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { getPack } from '../../db/packs.ts';
import { writeResults } from '../../commands/write-results.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { Db } from '../../db/connection.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { evaluationScore } from '../../domain/scoring/evaluation-score.ts';
import type { ScoreInputs } from '../../domain/scoring/rated-things.ts';
import { createTown } from './town.ts';

const GROUP = 100;
const PAGE = 1_000;

/** A town of `people` in rating groups of a hundred, all rated, with the results that the proposals give. Answers the cycle's id. */
export async function createDecidedCycle(db: Db, people: number): Promise<string> {
  const cycleId = await createTown(db, people);
  await formGroups(db, cycleId);
  const { pack, sha256 } = await getPack(db, { cycleId });
  const { rows: runs } = await sql<{ id: string; evaluationId: string }>`
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, state, outcome)
    select ${cycleId}, e.id, w.phase, w.workflow_type, 'done', 'rated'
      from evaluation e
      join phase_window w on w.cycle_id = e.cycle_id and w.barrier
     where e.cycle_id = ${cycleId} order by e.id returning id, evaluation_id "evaluationId"`.execute(db);
  for (let from = 0; from < runs.length; from += PAGE)
    await insertScores(
      db,
      sha256,
      runs.slice(from, from + PAGE).map((run, index) => scored(run, pack, from + index)),
    );
  const { rows: sessions } = await sql<{ id: string; now: string }>`
    insert into process_run (cycle_id, rating_group_id, phase, workflow_type)
    select g.cycle_id, g.id, w.phase, w.workflow_type
      from rating_group g
      join phase_window w on w.cycle_id = g.cycle_id and w.subject = 'rating-group'
     where g.cycle_id = ${cycleId} and exists (select from evaluation e where e.rating_group_id = g.id) order by g.id
    returning id, cycle_now(cycle_id) now`.execute(db);
  for (const { id: runId, now } of sessions) {
    await proposeSeats(db, { processRunId: runId });
    await inTransaction(db, async (trx) => {
      const session = await getSession(trx, runId);
      const decided = resultsOf(session, session.members).map((result) => ({ ...result, changed: false }));
      await writeResults(trx, { runId, session, decided, closedAt: now, minutes: '' });
    });
  }
  await sql`update cycle set published_at = cycle_now(id) where id = ${cycleId}`.execute(db);
  await sql`analyze`.execute(db);
  return cycleId;
}

async function formGroups(db: Db, cycleId: string): Promise<void> {
  await sql`
    insert into rating_group (cycle_id, name, spare_lowest)
    select ${cycleId}::bigint, 'Group ' || n, false
      from generate_series(0, (select (count(*) - 1) / ${GROUP}::int from evaluation where cycle_id = ${cycleId})) n`.execute(db);
  await sql`
    update evaluation e set rating_group_id = g.id
      from (select id, (row_number() over (order by id) - 1) / ${GROUP}::int n
              from evaluation
             where cycle_id = ${cycleId}) x,
      rating_group g
     where x.id = e.id and g.cycle_id = ${cycleId} and g.name = 'Group ' || x.n`.execute(db);
}

interface Scored {
  readonly id: string;
  readonly evaluationId: string;
  readonly score: string | null;
  readonly scaled: string | null;
  readonly inputs: ScoreInputs;
  readonly steps: readonly object[];
}

function scored(run: Pick<Scored, 'id' | 'evaluationId'>, pack: PolicyPack, index: number): Scored {
  const inputs = ratingAt(index, pack);
  const { score, scaled, steps } = evaluationScore(pack, inputs);
  return { ...run, score, scaled, steps, inputs };
}

async function insertScores(db: Db, sha256: string, scores: readonly Scored[]): Promise<void> {
  await sql`
    insert into score (process_run_id, evaluation_id, score, scaled, inputs, steps, pack_sha256, computed_at)
    select id, "evaluationId", score, scaled, inputs, steps, ${Buffer.from(sha256, 'hex')}, now()
      from jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) s (id bigint, "evaluationId" bigint, score numeric,
                                                                   scaled numeric, inputs jsonb, steps jsonb)`.execute(db);
}

/** Three goals and every element of the pack, rated differently from person to person. */
function ratingAt(index: number, { sections }: PolicyPack): ScoreInputs {
  const levelOf = (place: number) => `${1 + ((index * 7 + place * 3 + Math.floor(index / 5)) % 5)}`;
  const goal = (place: number, weight: string) => ({
    id: `g${place}`,
    weight,
    method: 'ratio',
    direction: place === 2 ? 'lower' : 'higher',
    baseline: '76',
    target: `${80 + (index % 9)}.5`,
    actual: `${70 + ((index * 13 + place) % 30)}.25`,
    designation: null,
    level: levelOf(place),
    documented: true,
  });
  const elements = sections.flatMap((section) => section.elements);
  return {
    goals: [goal(1, '50'), goal(2, '30'), goal(3, '20')],
    elements: elements.map(({ id }, place) => ({ id, level: levelOf(place + 4), documented: true })),
    overall: null,
    leads: false,
    cards: [],
  };
}
