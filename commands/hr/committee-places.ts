import { sql } from 'kysely';
import type { Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { accountsOf } from '../../db/own-case.ts';
import { selectedRuns } from '../../db/selection.ts';

/** The chair of a group's session, or one of its seats. */
export interface CommitteePlace {
  readonly processRunId: string;
  /** Null: the chair. */
  readonly seat: number | null;
}

export interface PlacesAsked {
  readonly cycleId: string;
  readonly selection: Selection;
  /** Whose seats; undefined: the chair, whoever it is. */
  readonly memberId?: string | undefined;
  /** Who is to have them. */
  readonly to: string;
}

/** Chairs, or seats of a member, of the selected sessions that are not decided yet. */
export async function committeePlaces(
  db: Db | Trx,
  { cycleId, selection, memberId, to }: PlacesAsked,
): Promise<readonly CommitteePlace[]> {
  const member = memberId ?? null;
  const { rows } = await sql<CommitteePlace>`
    select p.id "processRunId", k.seat
      from calibration_session s
      join process_run p on p.id = s.process_run_id
      left join evaluation e on e.id = p.evaluation_id
      left join calibration_seat k on k.process_run_id = p.id and k.employee_id = ${member}::bigint
     where s.locked_at is null and p.state in ('open', 'failed')
       and case when ${member}::bigint is null then s.chair_id is distinct from ${to}::bigint else k.seat is not null end
       and ${selectedRuns(cycleId, selection)}
     order by p.id`.execute(db);
  return rows;
}

/** Why somebody may not have these places: they are rated in the group, or decide in it already. Undefined: they may. */
export async function whyNotSeated(
  db: Db | Trx,
  { places, to }: { readonly places: readonly CommitteePlace[]; readonly to: string },
): Promise<'rated-here' | 'sits-already' | undefined> {
  const { rows } = await sql<{ rated: boolean; sits: boolean }>`
    select coalesce(bool_or(exists (
             select from evaluation e
              where e.rating_group_id = p.rating_group_id and e.employee_id in ${accountsOf([to])} and e.state = 'enrolled')), false) rated,
           coalesce(bool_or(x.seat is not null and (s.chair_id is not distinct from ${to}::bigint or exists (
             select from calibration_seat k where k.process_run_id = p.id and k.employee_id = ${to}))), false) sits
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("processRunId" bigint, seat int)
      join process_run p on p.id = x."processRunId"
      left join calibration_session s on s.process_run_id = p.id`.execute(db);
  if (rows[0]?.rated === true) return 'rated-here';
  return rows[0]?.sits === true ? 'sits-already' : undefined;
}

interface Taken {
  readonly places: readonly CommitteePlace[];
  readonly to: string;
}

/** Chair and seats are another's from now on: the board is theirs, and what is still to be asked. The caller holds the runs. */
export async function takePlaces(trx: Trx, { places, to }: Taken): Promise<void> {
  await sql`
    with place as (
      select "processRunId" run_id, seat from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("processRunId" bigint, seat int)),
    chaired as (
      update calibration_session s set chair_id = ${to} from place
       where s.process_run_id = place.run_id and place.seat is null and s.locked_at is null)
    update calibration_seat k set employee_id = ${to} from place where k.process_run_id = place.run_id and k.seat = place.seat`.execute(
    trx,
  );
}

interface AuditedPlaces extends Taken {
  readonly cycleId: string;
  readonly actorId: string;
  readonly requestId: string;
}

export async function auditPlaces(trx: Trx, { places, to, cycleId, actorId, requestId }: AuditedPlaces): Promise<void> {
  await sql`
    insert into audit_event (cycle_at, what, subject, actor, details)
    select (select cycle_now(${cycleId})), 'committee.reassigned', "processRunId", ${actorId},
           jsonb_build_object('requestId', ${requestId}::text, 'seat', seat, 'to', ${to}::text)
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("processRunId" bigint, seat int)
     order by "processRunId", seat`.execute(trx);
}

interface InCycle {
  readonly cycleId: string;
  readonly memberId?: string | undefined;
  readonly to: string;
}

/** Whether the cycle's own committee, from which groups that are complete later get theirs, changes with it. */
export async function changesCycle(db: Db | Trx, { cycleId, selection, memberId, to }: PlacesAsked): Promise<boolean> {
  const { phase, ...narrower } = selection;
  if (Object.values(narrower).some((part) => part !== undefined)) return false;
  const { rows } = await sql`
    select from cycle c join phase_window w on w.cycle_id = c.id and w.workflow_type = 'calibrationWorkflow'
     where c.id = ${cycleId} and w.phase = ${phase ?? null}
       and case when ${memberId ?? null}::text is null then c.committee->>'chair' is distinct from ${to}::text
                else c.committee->'members' ? ${memberId ?? null}::text
                 and c.committee->>'chair' is distinct from ${to}::text and not c.committee->'members' ? ${to}::text end`.execute(
    db,
  );
  return rows.length > 0;
}

/** The cycle's chair, or the place of a member in its list, is another's. Whoever chairs is no member. */
export async function takePlaceInCycle(trx: Trx, { cycleId, memberId, to }: InCycle): Promise<void> {
  if (memberId === undefined)
    await sql`
      update cycle set committee = jsonb_build_object('chair', ${to}::text, 'members', (committee->'members') - ${to}::text)
       where id = ${cycleId}`.execute(trx);
  else
    await sql`
      update cycle c set committee = jsonb_set(committee, '{members}', (
        select jsonb_agg(case when m = ${memberId}::text then ${to}::text else m end order by n)
          from jsonb_array_elements_text(c.committee->'members') with ordinality x (m, n)))
       where id = ${cycleId}`.execute(trx);
}
