import { sql } from 'kysely';
import type { Step } from '../../domain/scoring/steps.ts';
import type { Db } from '../connection.ts';
import { iso } from './json.ts';

export interface ResultRecord {
  readonly evaluationId: string;
  readonly employeeId: string;
  readonly cycleId: string;
  readonly publishedAt: string;
  readonly version: number;
  readonly grade: string | null;
  readonly points: string | null;
  readonly score: string | null;
  readonly name: string;
  readonly unitName: string;
  readonly jobGrade: string | null;
  readonly overall: string;
  readonly opinion: string;
  readonly strengths: string;
  readonly nextYear: string;
  readonly development: { readonly what: string; readonly support: string; readonly by: string }[];
  readonly place: number | null;
  readonly groupSize: number | null;
  readonly groupName: string | null;
  readonly hasQuota: boolean | null;
  readonly steps: Step[];
  /** Of goals and indicators, by the ids that the steps call them by. */
  readonly measuredNames: Readonly<Record<string, { readonly ko: string; readonly en: string }>>;
  readonly changedInCalibration: boolean;
  /** Place or points are others than proposed. */
  readonly displaced: boolean;
  readonly changes: {
    readonly beforeGrade: string | null;
    readonly afterGrade: string | null;
    readonly code: string;
    readonly reason: string;
    readonly decidedAt: string;
  }[];
  readonly pack: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly acknowledgement: {
    readonly answer: 'confirmed' | 'commented' | 'refused' | 'notice-given';
    readonly comment: string;
    readonly at: string;
  } | null;
  readonly taskId: string | null;
}

/** One of somebody's results in a list. */
export type ResultRowRecord = Pick<
  ResultRecord,
  'evaluationId' | 'cycleId' | 'publishedAt' | 'version' | 'grade' | 'points' | 'score'
>;

// The embargo is part of every statement: before `published_at` there is no row, whoever asks.
const published = sql`
  from evaluation e join cycle c on c.id = e.cycle_id and c.published_at <= cycle_now(c.id)
  join result r on r.evaluation_id = e.id and r.void_at is null`;

const acknowledgement = sql`
  (select jsonb_build_object('answer', k.answer, 'comment', k.comment, 'at', ${iso('k.at')})
     from acknowledgement k where k.result_id = r.id order by k.at desc limit 1)`;

const rowColumns = sql`
  e.id "evaluationId", e.cycle_id "cycleId", c.published_at "publishedAt", r.version, r.grade, r.points, r.score`;

const columns = sql`
  ${rowColumns}, e.employee_id "employeeId",
  e.name, e.unit_name "unitName", e.grade "jobGrade", r.overall, r.opinion, r.strengths, r.next_year "nextYear",
  r.development,
  (select p.place
     from calibration_place p
    where p.process_run_id = r.calibration_run_id and p.evaluation_id = e.id) place,
  (select count(*)::int from calibration_place p where p.process_run_id = r.calibration_run_id) "groupSize",
  g.name "groupName", g.quota "hasQuota", r.steps,
  (select coalesce(jsonb_object_agg(n.id, jsonb_build_object('ko', n.ko, 'en', n.en)), '{}') from (
     select key id, coalesce(content->>'title', key) ko, coalesce(content->>'title', key) en
       from goal
      where evaluation_id = e.id and replaced_at is null
     union all
     select i.id::text, i.name, coalesce(i.name_en, i.name) from indicator i
      where i.cycle_id = e.cycle_id
        and i.id::text in (select x->>'id'
                             from jsonb_path_query(r.inputs, '$.score.cards[*].indicators[*]') x)) n) "measuredNames",
  r.changed_in_calibration "changedInCalibration",
  coalesce((select p.place <> p.proposed_place or p.points is distinct from p.proposed_points
    from calibration_place p where p.process_run_id = r.calibration_run_id and p.evaluation_id = e.id),
    false) displaced,
  coalesce((select jsonb_agg(jsonb_build_object(
    'beforeGrade', a.before_grade, 'afterGrade', a.after_grade, 'code', a.code, 'reason', a.reason,
    'decidedAt', ${iso('a.decided_at')}) order by a.position)
    from adjustment a where a.process_run_id = r.calibration_run_id and a.evaluation_id = e.id), '[]') changes,
  jsonb_build_object('name', r.pack_name, 'version', r.pack_version, 'sha256', encode(r.pack_sha256, 'hex')) pack,
  ${acknowledgement} acknowledgement,
  (select t.id::text from task t join process_run p on p.id = t.process_run_id
    where p.evaluation_id = e.id and t.kind = 'result.acknowledge' and t.state = 'open' limit 1) "taskId"`;

/** A published result; undefined before, and for whom there is none. */
export async function findResult(db: Db, evaluationId: string): Promise<ResultRecord | undefined> {
  const { rows } = await sql<ResultRecord>`
    select ${columns} ${published} left join rating_group g on g.id = e.rating_group_id where e.id = ${evaluationId}`.execute(db);
  return rows[0];
}

export interface VersionRecord extends Pick<
  ResultRecord,
  | 'cycleId'
  | 'version'
  | 'grade'
  | 'points'
  | 'score'
  | 'overall'
  | 'opinion'
  | 'strengths'
  | 'nextYear'
  | 'development'
  | 'steps'
  | 'acknowledgement'
> {
  readonly id: string;
  readonly decidedAt: string;
  readonly replacedAt: string | null;
  readonly reason: string | null;
}

/** Every version of a result that was ever public, the first one first; none before publication. */
export async function resultVersions(db: Db, evaluationId: string): Promise<readonly VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`
    select r.id, e.cycle_id "cycleId", r.version, r.grade, r.points, r.score, r.overall, r.opinion, r.strengths,
           r.next_year "nextYear", r.development, r.steps,
           r.decided_at "decidedAt", r.void_at "replacedAt", r.reason, ${acknowledgement} acknowledgement
      from evaluation e join cycle c on c.id = e.cycle_id and c.published_at <= cycle_now(c.id)
      join result r on r.evaluation_id = e.id and (r.void_at is null or r.void_at >= c.published_at)
     where e.id = ${evaluationId} order by r.version`.execute(db);
  return rows;
}

/** Somebody's own published results, newest first. */
export async function resultsOf(db: Db, employeeId: string): Promise<readonly ResultRowRecord[]> {
  const { rows } = await sql<ResultRowRecord>`
    select ${rowColumns} ${published} where e.employee_id = ${employeeId} order by c.year desc, e.id desc`.execute(db);
  return rows;
}
