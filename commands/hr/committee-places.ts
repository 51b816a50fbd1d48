import { sql } from 'kysely';
import type { Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { accountsOf, areOnePerson, mailboxesOf } from '../../db/own-case.ts';
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
  readonly as: 'chair' | 'member';
  /** Whose seats; of a chair, whoever it is. Undefined: one more seat. */
  readonly memberId?: string | undefined;
  /** Who is to have them. */
  readonly to: string;
}

/** Chairs, seats of a member, or one more seat each, of the selected sessions that are not decided yet. */
export async function committeePlaces(db: Db | Trx, asked: PlacesAsked): Promise<readonly CommitteePlace[]> {
  const { cycleId, selection, as, memberId, to } = asked;
  const seatsOfRun = sql`from calibration_seat k where k.process_run_id = p.id`;
  const place = {
    chair: sql`select null::int seat where s.chair_id is distinct from ${to}::bigint`,
    member: sql`select k.seat ${seatsOfRun} and k.employee_id = ${memberId ?? null}::bigint`,
    more: sql`select 1 + coalesce(max(k.seat), 0) seat ${seatsOfRun}`,
  }[as === 'member' && memberId === undefined ? 'more' : as];
  const { rows } = await sql<CommitteePlace>`
    select p.id "processRunId", x.seat
      from calibration_session s
      join process_run p on p.id = s.process_run_id
      left join evaluation e on e.id = p.evaluation_id
      cross join lateral (${place}) x
     where s.locked_at is null and p.state in ('open', 'failed') and ${selectedRuns(cycleId, selection)}
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
              where e.rating_group_id = p.rating_group_id and e.employee_id in ${accountsOf([to])}
                and e.state = 'enrolled')),
              false) rated,
           coalesce(bool_or(x.seat is not null and (s.chair_id in ${accountsOf([to])} or exists (
             select from calibration_seat k where k.process_run_id = p.id and k.employee_id in ${accountsOf([to])}))),
                    false) sits
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
      select "processRunId" run_id, seat
        from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("processRunId" bigint, seat int)),
    chaired as (
      update calibration_session s set chair_id = ${to} from place
       where s.process_run_id = place.run_id and place.seat is null and s.locked_at is null)
    insert into calibration_seat (process_run_id, seat, employee_id)
    select run_id, seat, ${to} from place where seat is not null order by run_id, seat
    on conflict (process_run_id, seat) do update set employee_id = excluded.employee_id`.execute(trx);
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

/** Whether the cycle's own committee, from which groups that are complete later get theirs, changes with it. */
export async function changesCycle(db: Db | Trx, { cycleId, selection, as, memberId, to }: PlacesAsked): Promise<boolean> {
  const { phase, ...narrower } = selection;
  if (Object.values(narrower).some((part) => part !== undefined)) return false;
  const { committee } = await getCycle(db, cycleId);
  const { rows } = await sql`
    select from phase_window
     where cycle_id = ${cycleId} and phase = ${phase ?? null} and workflow_type = 'calibrationWorkflow'`.execute(db);
  if (rows.length === 0) return false;
  if (as === 'chair') return committee.chair !== to;
  const sitting = [committee.chair, ...committee.members];
  const mailboxes = await mailboxesOf(db, [to, ...sitting]);
  const sits = sitting.some((one) => mailboxes.get(one) === mailboxes.get(to));
  return !sits && (memberId === undefined || committee.members.includes(memberId));
}

/** The cycle's chair is another, or a member. Whoever chairs is no member. */
export async function takePlaceInCycle(trx: Trx, { cycleId, as, memberId, to }: Omit<PlacesAsked, 'selection'>): Promise<void> {
  const { chair, members } = (await getCycle(trx, cycleId)).committee;
  const { rows: same } = await sql<{ id: string }>`
    select x.id::text from unnest(${members}::bigint[]) x (id) where ${areOnePerson(sql`x.id`, sql`${to}::bigint`)}`.execute(trx);
  const withNew = memberId === undefined ? [...members, to] : members.map((one) => (one === memberId ? to : one));
  const withoutChair = members.filter((one) => !same.some(({ id }) => id === one));
  const committee = as === 'chair' ? { chair: to, members: withoutChair } : { chair, members: withNew };
  await sql`update cycle set committee = ${JSON.stringify(committee)}::jsonb where id = ${cycleId}`.execute(trx);
}
