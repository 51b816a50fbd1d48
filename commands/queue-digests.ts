import { addDays, nextWorkingDay, workingDaysBefore } from '../domain/cycle/calendar.ts';
import { FIRST_MAIL_WAITS_MS } from '../domain/cycle/first-mail.ts';
import { atLocal } from '../domain/cycle/instants.ts';
import { mailSlot } from '../domain/cycle/mail-slot.ts';
import type { DigestInput } from '../domain/process/messages.ts';
import { queueMails } from '../db/bulk-mails.ts';
import type { Db } from '../db/connection.ts';
import { type Digests, type HrPerson, finishDigestDay, insertDigests, readHrPeople } from '../db/digests.ts';
import { calendarAround } from '../db/holidays.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { readHandovers } from '../db/reading/handovers.ts';
import { type DigestCycle, readDigestCycles } from '../db/late-tasks.ts';
import { lockMailsOf } from '../db/notifications.ts';
import { mailboxesOf } from '../db/own-case.ts';
import { type Escalated, type EscalatedTask, escalateLateTasks } from './escalate-late-tasks.ts';
import { type IsOwn, type OverdueMail, overdueMails } from './overdue-mails.ts';

export interface QueueDigests extends DigestInput {
  /** The clock's instant unless told. */
  readonly now?: string;
}

/**
 * Escalates what is late by the pack's days, then queues one digest per person, clock, time zone and date for whom something is new.
 * Idempotent: mails by their key, escalations by their task; ends the digest day.
 */
export async function queueDigests(db: Db, digest: QueueDigests): Promise<void> {
  await inTransaction(db, async (trx) => {
    const [newest, ...older] = await readDigestCycles(trx, digest);
    if (newest !== undefined) await queueOf(trx, [newest, ...older], digest);
    await finishDigestDay(trx, digest);
  });
}

async function queueOf(
  trx: Trx,
  cycles: readonly [DigestCycle, ...DigestCycle[]],
  { clock, timeZone, date, now: at }: QueueDigests,
): Promise<void> {
  const [newest, ...older] = cycles;
  const now = at ?? newest.now;
  const calendar = await calendarAround(trx, now, timeZone);
  const hr = await readHrPeople(trx, { clock, timeZone });
  const late: Escalated[] = [];
  const told: EscalatedTask[] = [];
  for (const cycle of cycles) {
    const escalated = await escalateLateTasks(trx, { cycle, now, date, calendar });
    late.push(...escalated.late);
    told.push(...escalated.told);
  }
  const left = await leftWithSomething(trx, cycles);
  const hrIds = hr.filter(({ asks }) => asks).map(({ employee_id }) => employee_id);
  const isOwn = await ownCases(trx, { hr, late });
  await queueOverdue(trx, overdueMails({ clock, timeZone, date, escalated: told, hrIds, isOwn }));
  const slot = ({ id, mail_from: mailFrom, mail_until: mailUntil }: DigestCycle) => ({
    id,
    sendAt: mailSlot(now, calendar, { mailFrom, mailUntil }),
  });
  const startOf = (day: string) => atLocal(day, '00:00', timeZone);
  await insertDigests(trx, {
    clock,
    timeZone,
    date,
    now,
    lastDayFrom: startOf(workingDaysBefore(date, 1, calendar)),
    tomorrow: startOf(addDays(date, 1)),
    nextDayUntil: startOf(addDays(nextWorkingDay(date, calendar), 1)),
    cycles: [slot(newest), ...older.map(slot)],
    hr: hr.map((person) => forHr(person, { late: late.filter(({ ownerId }) => !isOwn(person.employee_id, ownerId)), left })),
  });
}

/** By which mailbox each of HR and each owner of what is late is a person. */
async function ownCases(
  trx: Trx,
  { hr, late }: { readonly hr: readonly HrPerson[]; readonly late: readonly Escalated[] },
): Promise<IsOwn> {
  const mailboxes = await mailboxesOf(trx, [...hr.map(({ employee_id }) => employee_id), ...late.map(({ ownerId }) => ownerId)]);
  return (employeeId, ownerId) => ownerId !== null && mailboxes.get(employeeId) === mailboxes.get(ownerId);
}

async function queueOverdue(trx: Trx, mails: readonly OverdueMail[]): Promise<void> {
  // Of all cycles at once: one after the other they would be taken in no order.
  await lockMailsOf(trx, mails);
  for (const [cycleId, own] of Map.groupBy(mails, (mail) => mail.cycleId))
    await queueMails(trx, { cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails: own });
}

/** Ids of who has left and still has something to be handed on, in any of the cycles. */
async function leftWithSomething(trx: Trx, cycles: readonly DigestCycle[]): Promise<readonly string[]> {
  const left = new Set<string>();
  for (const { id } of cycles) for (const { employeeId } of await readHandovers(trx, id)) left.add(employeeId);
  return [...left];
}

interface ForHr {
  readonly late: readonly Escalated[];
  readonly left: readonly string[];
}

/**
 * What HR has to decide and to hand on, and what superiors were told of; new if any of it came up since this person's last digest and had no mail of
 * its own; of nobody's own evaluation. Who only approves hears of those who left, whoever recorded it.
 */
function forHr({ employee_id, asks, last_on, last_left }: HrPerson, { late: all, left }: ForHr): Digests['hr'][number] {
  const late = asks ? all : [];
  const isNew = (on: string | undefined) => on !== undefined && (last_on === null || on > last_on);
  return {
    employee_id,
    for_hr: late.filter(({ hrOn }) => hrOn !== undefined).length,
    told: late.filter(({ toldOn, hrOn }) => toldOn !== undefined && hrOn === undefined).length,
    left: left.length === 0 ? null : left,
    is_new:
      late.some(({ toldOn, hrOn, hrHasMail }) => !hrHasMail && (isNew(toldOn) || isNew(hrOn))) ||
      left.some((id) => !(last_left ?? []).includes(id)),
  };
}
