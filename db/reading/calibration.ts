import { sql } from 'kysely';
import type { Step } from '../../domain/scoring/steps.ts';
import { SEAT_ATTENDS } from '../committee.ts';
import type { Db } from '../connection.ts';

export interface SessionRow {
  readonly processRunId: string;
  readonly cycleId: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly quota: boolean;
  readonly spareLowest: boolean;
  readonly chair: string;
  /** Of a meeting that was called again; null: the cycle's. */
  readonly meetingAt: string | null;
  readonly proposedAt: string;
  readonly lockedAt: string | null;
  readonly steps: Step[];
  readonly members: readonly { readonly seat: number; readonly name: string; readonly attends: boolean | null }[];
}

export interface PlaceRow {
  readonly evaluationId: string;
  readonly name: string;
  readonly unitName: string;
  readonly place: number;
  readonly proposedPlace: number;
  readonly unitPlace: number;
  readonly score: string | null;
  readonly scaled: string | null;
  readonly grade: string | null;
  readonly points: string | null;
  readonly proposedGrade: string | null;
  readonly proposedPoints: string | null;
}

/** Undefined until the group is complete. */
export async function findSession(db: Db, processRunId: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.process_run_id "processRunId", p.cycle_id "cycleId", g.id "groupId", g.name "groupName", g.quota,
           g.spare_lowest "spareLowest", c.name chair,
           s.meeting_at "meetingAt", s.proposed_at "proposedAt", s.locked_at "lockedAt", s.steps,
           coalesce((select jsonb_agg(jsonb_build_object('seat', k.seat, 'name', e.name, 'attends', ${SEAT_ATTENDS})
                                      order by k.seat)
             from calibration_seat k join employee e on e.id = k.employee_id where k.process_run_id = s.process_run_id),
             '[]') members
      from calibration_session s
      join process_run p on p.id = s.process_run_id
      join rating_group g on g.id = s.rating_group_id
      join employee c on c.id = s.chair_id where s.process_run_id = ${processRunId}`.execute(db);
  return rows[0];
}

export async function placesOf(db: Db, processRunId: string): Promise<readonly PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    select c.evaluation_id "evaluationId", e.name, e.unit_name "unitName", c.place, c.proposed_place "proposedPlace",
           c.unit_place "unitPlace",
           c.score, c.scaled, c.grade, c.points, c.proposed_grade "proposedGrade", c.proposed_points "proposedPoints"
      from calibration_place c
      join evaluation e on e.id = c.evaluation_id
     where c.process_run_id = ${processRunId}
     order by c.place`.execute(db);
  return rows;
}
