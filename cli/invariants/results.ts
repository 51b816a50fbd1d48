import { sql } from 'kysely';
import { orderAfter } from '../../commands/calibration-order.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { LevelChange } from '../../domain/calibration/changes.ts';
import {
  type Band,
  type Distribution,
  type GroupSetting,
  type Placed,
  resultsFor,
} from '../../domain/calibration/distribution.ts';
import type { Move } from '../../domain/calibration/moves.ts';
import { propose } from '../../domain/calibration/order.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { evaluationScore } from '../../domain/scoring/evaluation-score.ts';
import type { ScoreInputs } from '../../domain/scoring/rated-things.ts';
import type { EvaluationScore } from '../../domain/scoring/scoring-rules.ts';
import type { Check, NamedCheck } from './scene.ts';

interface StoredScore extends EvaluationScore {
  readonly evaluationId: string;
  readonly inputs: ScoreInputs | null;
  readonly pack: PolicyPack;
}

const scoresRecompute: Check = async ({ db, cycleId }) => {
  const { rows } = await sql<StoredScore>`
    select s.evaluation_id "evaluationId", s.score::text score, s.scaled::text scaled, s.level, s.why_null reason, s.inputs, s.steps, k.content pack
      from score s join process_run p on p.id = s.process_run_id join cycle c on c.id = p.cycle_id join policy_pack k on k.id = c.policy_pack_id
     where p.cycle_id = ${cycleId} and p.state <> 'void'`.execute(db);
  return rows
    .filter(({ inputs }) => inputs !== null)
    .filter(({ pack, inputs, score, scaled, level, reason, steps }) => {
      const again = evaluationScore(pack, inputs as ScoreInputs);
      return canonicalJson(again) !== canonicalJson({ score, scaled, level, reason, steps });
    })
    .map(({ evaluationId }) => ({ evaluationId }));
};

interface StoredMember extends Placed {
  readonly unit: string;
  readonly score: string | null;
}

interface StoredSession {
  readonly processRunId: string;
  readonly inputs: {
    readonly members: readonly StoredMember[];
    readonly distribution: Distribution;
    readonly levels: readonly Band[];
    readonly group: GroupSetting;
  };
  readonly pack: PolicyPack;
  readonly moves: readonly Move[];
  readonly changes: readonly LevelChange[];
  readonly places: readonly Published[];
}

interface Published {
  readonly evaluationId: string;
  readonly place: number;
  readonly grade: string | null;
  readonly points: string | null;
}

/** From the stored inputs and changes of a session to the places, levels and points that were published. */
const resultsRecompute: Check = async ({ db, cycleId }) => {
  const { rows } = await sql<StoredSession>`
    select s.process_run_id "processRunId", s.inputs, k.content pack,
           coalesce((select jsonb_agg(jsonb_build_object('evaluationId', a.evaluation_id::text, 'to', a.after_place, 'code', a.code, 'reason', a.reason) order by a.position)
              from adjustment a where a.process_run_id = s.process_run_id and a.after_place is not null), '[]') moves,
           coalesce((select jsonb_agg(jsonb_build_object('evaluationId', a.evaluation_id::text, 'level', a.after_grade, 'code', a.code, 'reason', a.reason) order by a.position)
              from adjustment a where a.process_run_id = s.process_run_id and a.after_place is null), '[]') changes,
           coalesce((select jsonb_agg(jsonb_build_object('evaluationId', c.evaluation_id::text, 'place', c.place, 'grade', r.grade, 'points', r.points::text) order by c.place)
              from calibration_place c left join result r on r.evaluation_id = c.evaluation_id and r.calibration_run_id = c.process_run_id and r.version = 1
             where c.process_run_id = s.process_run_id), '[]') places
      from calibration_session s join process_run p on p.id = s.process_run_id join cycle y on y.id = p.cycle_id join policy_pack k on k.id = y.policy_pack_id
     where p.cycle_id = ${cycleId} and p.state <> 'void' and s.locked_at is not null`.execute(db);
  return rows.flatMap((session) => {
    const { processRunId, places } = session;
    const again = resultsAgain(session);
    const wrong = again.filter((result, index) => canonicalJson(shown(result)) !== canonicalJson(places[index] ?? null));
    return wrong.length === 0 && again.length === places.length
      ? []
      : [{ processRunId, evaluationIds: wrong.map(({ evaluationId }) => evaluationId) }];
  });
};

function resultsAgain({ inputs, pack, moves, changes }: StoredSession): readonly Published[] {
  const { distribution, levels, group } = inputs;
  const order = pack.ranking === 'allowed' ? propose(inputs.members) : inputs.members;
  const proposed = resultsFor({ order, distribution, levels, group });
  const members = order.map((member, index) => ({
    ...member,
    proposedPlace: index + 1,
    proposedGrade: proposed[index]?.grade ?? null,
  }));
  return resultsFor({ order: orderAfter({ members, pack }, { moves, changes }).order, distribution, levels, group });
}

const shown = ({ evaluationId, place, grade, points }: Published): Published => ({ evaluationId, place, grade, points });

/** Views are logged by the database's clock, and so is the publication's audit event; everything else goes by the cycle's clock. */
const nobodyEarly: Check = async ({ db, cycleId }) => {
  const { rows } = await sql`
    with cycle as (select c.id, c.published_at, (select min(a.at) from audit_event a where a.what = 'cycle.published' and a.subject = c.id) told_at
                     from cycle c where c.id = ${cycleId})
    select 'view' early, l.id from cycle c join evaluation e on e.cycle_id = c.id join access_log l on l.evaluation_id = e.id
     where l.what in ('result', 'task.result.acknowledge') and (c.told_at is null or l.at < c.told_at)
    union all
    select 'task', t.id from cycle c join process_run p on p.cycle_id = c.id join task t on t.process_run_id = p.id
     where t.kind = 'result.acknowledge' and (c.published_at is null or t.opened_at < c.published_at)
    union all
    select 'acknowledgement', a.task_id from cycle c join process_run p on p.cycle_id = c.id join task t on t.process_run_id = p.id join acknowledgement a on a.task_id = t.id
     where c.published_at is null or a.at < c.published_at
    union all
    select 'mail', n.id from cycle c join notification n on n.cycle_id = c.id
     where n.mail_kind = 'result.acknowledge' and (c.published_at is null or n.send_at < c.published_at or n.sent_at < c.told_at)`.execute(
    db,
  );
  return rows;
};

const everybodyHasOne: Check = async ({ db, cycleId }) => {
  const { rows } = await sql`
    select e.id "evaluationId" from evaluation e join cycle c on c.id = e.cycle_id
     where c.id = ${cycleId} and e.state = 'enrolled'
       and (c.published_at is null or not exists (select from result r where r.evaluation_id = e.id and r.void_at is null))`.execute(
    db,
  );
  return rows;
};

export const RESULT_CHECKS: readonly NamedCheck[] = [
  { name: 'everybody enrolled has a published result', check: everybodyHasOne },
  { name: 'no result was seen before the instant', check: nobodyEarly },
  { name: 'scores recompute from stored inputs', check: scoresRecompute },
  { name: 'results recompute from stored inputs', check: resultsRecompute },
];
