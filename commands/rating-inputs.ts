import { sql } from 'kysely';
import type { PolicyPack } from '../contracts/pack.ts';
import { agreedGoals } from '../db/agreed-goals.ts';
import type { Trx } from '../db/in-transaction.ts';
import { packByHash } from '../db/packs.ts';
import type { ScoreInputs, UnitCard } from '../domain/scoring/rated-things.ts';
import { type AgreedGoal, inputsOfRating } from '../domain/scoring/rating-inputs.ts';
import { countsUnit } from '../domain/scoring/scoring-rules.ts';
import { readHandedIn } from './handed-in.ts';

export interface StoredRating {
  readonly evaluationId: string;
  /** Hash of the pinned pack, hexadecimal. */
  readonly packSha256: string;
  readonly pack: PolicyPack;
  /** Undefined where nobody has rated. */
  readonly inputs: ScoreInputs | undefined;
}

interface Row {
  readonly evaluation_id: string;
  readonly cycle_id: string;
  readonly unit_id: string;
  readonly task_id: string | null;
  readonly content: unknown;
  readonly sha256: string;
  readonly goals: readonly AgreedGoal[];
  readonly leads: boolean | null;
}

/**
 * What the score of a manager evaluation is made of: its last rating, the goals in force, and the unit's numbers where the pack counts them; undefined for a void run.
 * @throws DomainError 'record-unreadable' where somebody has rated and it can no longer be read
 */
export async function findRating(trx: Trx, processRunId: string): Promise<StoredRating | undefined> {
  const { rows } = await sql<Row>`
    select p.evaluation_id, p.cycle_id, e.unit_id, s.task_id, s.content, s.leads, encode(k.sha256, 'hex') sha256,
           ${agreedGoals('e.id')} goals
      from process_run p
      join evaluation e on e.id = p.evaluation_id
      join cycle c on c.id = p.cycle_id
      join policy_pack k on k.id = c.policy_pack_id
      left join lateral (
        select t.id task_id, s.content, t.leads from task t left join submission s on s.task_id = t.id
         where t.process_run_id = p.id and t.kind = 'rating.write' and t.outcome = 'done'
         order by t.round desc
         limit 1) s on true
     where p.id = ${processRunId} and p.state <> 'void'`.execute(trx);
  const row = rows[0];
  if (row === undefined) return undefined;
  const pack = await packByHash(trx, row.sha256);
  const stored = { evaluationId: row.evaluation_id, packSha256: row.sha256, pack };
  const { task_id: taskId, content, goals, leads } = row;
  if (taskId === null) return { ...stored, inputs: undefined };
  const rating = readHandedIn('rating.write', { taskId, content });
  const cards = await cardsOf(trx, pack, row);
  return { ...stored, inputs: inputsOfRating(rating, { goals, leads: leads ?? false, cards }) };
}

/** The unit's own scorecard, or those of the units that it is made of, which are made of no others; none where the pack does not count the unit. */
async function cardsOf(trx: Trx, pack: PolicyPack, { cycle_id, unit_id }: Row): Promise<readonly UnitCard[]> {
  if (!countsUnit(pack)) return [];
  const { rows } = await sql<UnitCard>`
    with part as (
      select unit_id from cycle_unit where cycle_id = ${cycle_id} and part_of = ${unit_id}
      union all
      select ${unit_id}::bigint
       where not exists (select from cycle_unit where cycle_id = ${cycle_id} and part_of = ${unit_id}))
    select p.unit_id::text unit,
           coalesce((select jsonb_agg(jsonb_build_object(
                       'id', i.id::text, 'weight', i.weight::text, 'method', i.method, 'direction', i.direction,
                       'baseline', i.baseline::text, 'target', i.target::text, 'actual', i.actual::text) order by i.id)
              from indicator i where i.cycle_id = ${cycle_id} and i.unit_id = p.unit_id), '[]') indicators
      from part p order by p.unit_id`.execute(trx);
  return rows;
}
