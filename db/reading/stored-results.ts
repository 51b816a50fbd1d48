import { sql } from 'kysely';
import type { LevelChange } from '../../domain/calibration/changes.ts';
import type { Correction } from '../../domain/calibration/correction.ts';
import type { GroupSetting, Placed } from '../../domain/calibration/distribution.ts';
import type { Move } from '../../domain/calibration/moves.ts';
import type { ScoreInputs } from '../../domain/scoring/rated-things.ts';
import type { Step } from '../../domain/scoring/steps.ts';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';

// Results with everything that they were made of, as it is stored: for computing them again.

/** Beside a result: enough to compute its score again, and what its place was among. */
export interface ResultInputs {
  /** Null where the pack puts nobody in an order. */
  readonly place: number | null;
  readonly of: number;
  /** Null: nobody rated. */
  readonly score: ScoreInputs | null;
  readonly quota: boolean;
  readonly spareLowest: boolean;
  /** Of a later version: what was corrected in the one before. */
  readonly correction?: Correction;
}

/** What a session was made of, beside the rules of the pinned pack. */
export interface SessionInputs {
  readonly members: readonly (Placed & { readonly unit: string; readonly score: string | null })[];
  readonly group: GroupSetting;
}

export interface StoredSession {
  /** `SessionInputs` where they can be read. */
  readonly inputs: unknown;
  /** Behind the seats. */
  readonly steps: readonly Step[];
  readonly moves: readonly Move[];
  readonly changes: readonly LevelChange[];
}

/** The runs of a cycle whose locked sessions decided its results. */
export async function lockedSessions(db: Db | Trx, cycleId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from calibration_session s join process_run p on p.id = s.process_run_id
     where p.cycle_id = ${cycleId} and p.state <> 'void' and s.locked_at is not null order by p.id`.execute(db);
  return rows.map(({ id }) => id);
}

export async function getStoredSession(db: Db | Trx, processRunId: string): Promise<StoredSession> {
  const { rows } = await sql<StoredSession>`
    select s.inputs, s.steps,
           coalesce((select jsonb_agg(jsonb_build_object(
                'evaluationId', a.evaluation_id::text, 'to', a.after_place, 'code', a.code, 'reason', a.reason)
                                      order by a.position)
              from adjustment a where a.process_run_id = s.process_run_id and a.after_place is not null), '[]') moves,
           coalesce((select jsonb_agg(jsonb_build_object(
                'evaluationId', a.evaluation_id::text, 'level', a.after_grade, 'code', a.code, 'reason', a.reason)
                                      order by a.position)
              from adjustment a where a.process_run_id = s.process_run_id and a.after_place is null), '[]') changes
      from calibration_session s where s.process_run_id = ${processRunId}`.execute(db);
  return rows[0] as StoredSession;
}

/** A version of a result with its place and its person's score; without a version there is a place only. */
export interface StoredResult {
  readonly evaluationId: string;
  readonly place: number;
  readonly proposedPlace: number;
  readonly proposedGrade: string | null;
  readonly proposedPoints: string | null;
  readonly version: number | null;
  readonly grade: string | null;
  readonly points: string | null;
  readonly resultScore: string | null;
  /** `ResultInputs` where they can be read. */
  readonly inputs: unknown;
  readonly steps: readonly Step[];
  readonly packSha256: string;
  /** Whether there is a score of the person's rating; the five after `hasInputsOfScore` are null without. */
  readonly isScored: boolean;
  /** The result was made of the same as the score; true where there is none. */
  readonly hasInputsOfScore: boolean;
  readonly score: string | null;
  readonly scaled: string | null;
  readonly level: string | null;
  readonly reason: string | null;
  readonly scoreSteps: readonly Step[] | null;
}

const PAGE = 500;

/** What is stored of one person: the versions in their order, at least one. */
export interface StoredVersions {
  readonly evaluationId: string;
  readonly versions: readonly StoredResult[];
}

/** A session's results, person after person; read so many at a time as memory holds easily. */
export async function* storedResults(db: Db | Trx, processRunId: string): AsyncGenerator<StoredVersions> {
  let person: { evaluationId: string; versions: StoredResult[] } | undefined;
  for (;;) {
    const last = person?.versions.at(-1) ?? { evaluationId: '0', version: null };
    const rows = await pageAfter(db, processRunId, last);
    for (const row of rows) {
      if (person?.evaluationId === row.evaluationId) {
        person.versions.push(row);
        continue;
      }
      if (person !== undefined) yield person;
      person = { evaluationId: row.evaluationId, versions: [row] };
    }
    if (rows.length === 0) break;
  }
  if (person !== undefined) yield person;
}

async function pageAfter(
  db: Db | Trx,
  processRunId: string,
  { evaluationId, version }: Pick<StoredResult, 'evaluationId' | 'version'>,
): Promise<readonly StoredResult[]> {
  const { rows } = await sql<StoredResult>`
    select c.evaluation_id "evaluationId", c.place, c.proposed_place "proposedPlace", c.proposed_grade "proposedGrade",
           c.proposed_points "proposedPoints",
           r.version, r.grade, r.points, r.score "resultScore", r.inputs, r.steps,
           encode(r.pack_sha256, 'hex') "packSha256",
           s.process_run_id is not null "isScored", coalesce(s.inputs = r.inputs->'score', true) "hasInputsOfScore",
           s.score, s.scaled, s.level, s.why_null reason, s.steps "scoreSteps"
      from calibration_place c join evaluation e on e.id = c.evaluation_id
      join phase_window w on w.cycle_id = e.cycle_id and w.barrier
      left join process_run p on p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void'
      left join score s on s.process_run_id = p.id
      left join result r on r.evaluation_id = c.evaluation_id and r.calibration_run_id = c.process_run_id
     where c.process_run_id = ${processRunId} and c.evaluation_id >= ${evaluationId}
       and (c.evaluation_id, coalesce(r.version, 0)) > (${evaluationId}::bigint, ${version ?? 0}::int)
     order by c.evaluation_id, r.version limit ${PAGE}`.execute(db);
  return rows;
}

/** A version of a result as it is stored, with the steps that lead to it; its owner need not have been told all of it. */
export interface PublishedResult extends Pick<StoredResult, 'grade' | 'points' | 'steps'> {
  readonly version: number;
  readonly score: string | null;
  /** Before and after calibration; null where nobody was put in an order. */
  readonly proposedPlace: number | null;
  readonly place: number | null;
  readonly of: number | null;
  /** What the committee changed of this person: a level, or a place where `beforeGrade` and `afterGrade` are those of the places. */
  readonly changes: readonly {
    readonly beforePlace: number | null;
    readonly afterPlace: number | null;
    readonly beforeGrade: string | null;
    readonly afterGrade: string | null;
    readonly code: string;
    readonly reason: string;
  }[];
}

export interface PublishedInputs {
  readonly evaluationId: string;
  /** `ResultInputs` where they can be read. */
  readonly inputs: unknown;
  readonly packSha256: string;
  readonly result: PublishedResult;
}

/** What one version of a published result was made of; undefined before publication too. */
export async function findPublishedInputs(db: Db, resultId: string): Promise<PublishedInputs | undefined> {
  const { rows } = await sql<PublishedInputs>`
    select r.evaluation_id "evaluationId", r.inputs, encode(r.pack_sha256, 'hex') "packSha256",
           jsonb_build_object('version', r.version, 'score', r.score::text, 'place', r.inputs->'place',
                              'of', r.inputs->'of',
             'proposedPlace', case when r.inputs->>'place' is not null then p.proposed_place end, 'grade', r.grade,
             'points', r.points::text, 'steps', r.steps,
             'changes', coalesce((select jsonb_agg(jsonb_build_object(
               'beforePlace', a.before_place, 'afterPlace', a.after_place,
               'beforeGrade', a.before_grade, 'afterGrade', a.after_grade, 'code', a.code, 'reason', a.reason)
         order by a.position)
               from adjustment a where a.process_run_id = r.calibration_run_id and a.evaluation_id = e.id),
               '[]')) result
      from result r join evaluation e on e.id = r.evaluation_id
      left join calibration_place p on p.process_run_id = r.calibration_run_id and p.evaluation_id = e.id
      join cycle c on c.id = e.cycle_id and c.published_at <= cycle_now(c.id)
     where r.id = ${resultId}`.execute(db);
  return rows[0];
}

/** A score that led to no place in a locked session: its person left before. */
export interface LooseScore extends Pick<StoredResult, 'evaluationId' | 'score' | 'scaled' | 'level' | 'reason'> {
  /** `ScoreInputs` or null where they can be read. */
  readonly inputs: unknown;
  readonly steps: readonly Step[];
}

export async function looseScores(db: Db | Trx, cycleId: string): Promise<readonly LooseScore[]> {
  const { rows } = await sql<LooseScore>`
    select s.evaluation_id "evaluationId", s.score, s.scaled, s.level, s.why_null reason, s.inputs, s.steps
      from score s join process_run p on p.id = s.process_run_id
     where p.cycle_id = ${cycleId} and p.state <> 'void' and not exists (
           select from calibration_place c
             join calibration_session l on l.process_run_id = c.process_run_id and l.locked_at is not null
             join process_run r on r.id = c.process_run_id and r.state <> 'void'
            where c.evaluation_id = s.evaluation_id)
     order by s.evaluation_id`.execute(db);
  return rows;
}
