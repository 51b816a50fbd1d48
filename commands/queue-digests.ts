import { nextWorkingDay } from '../domain/cycle/calendar.ts';
import { FIRST_MAIL_WAITS_MS } from '../domain/cycle/first-mail.ts';
import { mailSlot } from '../domain/cycle/mail-slot.ts';
import type { DigestInput } from '../domain/process/messages.ts';
import { type BulkMails, queueMails } from '../db/bulk-mails.ts';
import type { Db } from '../db/connection.ts';
import { type DigestDay, type HrPerson, finishDigestDay, insertDigests, readHrPeople } from '../db/digests.ts';
import { calendarAround } from '../db/holidays.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { readDigestCycles } from '../db/late-tasks.ts';
import { lockMailsOf } from '../db/notifications.ts';
import { type Escalated, escalateLateTasks } from './escalate-late-tasks.ts';

export interface QueueDigests extends DigestInput {
  /** The clock's instant unless told. */
  readonly now?: string;
}

/**
 * Escalates what is late by the pack's days, then queues one digest per person, clock and date for whom something is new.
 * Idempotent: mails by their key, escalations by their task; ends the digest day.
 */
export async function queueDigests(db: Db, { clock, date, now: at }: QueueDigests): Promise<void> {
  await inTransaction(db, async (trx) => {
    const cycles = await readDigestCycles(trx, clock);
    const [newest] = cycles;
    if (newest !== undefined) {
      const now = at ?? newest.now;
      const calendar = await calendarAround(trx, now, newest.time_zone);
      const hr = await readHrPeople(trx, clock);
      const hrIds = hr.map(({ employee_id }) => employee_id);
      const late: Escalated[] = [];
      const told: BulkMails[] = [];
      for (const cycle of cycles) {
        const escalated = await escalateLateTasks(trx, { cycle, now, date, calendar, hrIds });
        late.push(...escalated.late);
        told.push({ cycleId: cycle.id, waitsMs: FIRST_MAIL_WAITS_MS, mails: escalated.mails });
      }
      // Of all cycles at once: one after the other they would be taken in no order.
      await lockMailsOf(
        trx,
        told.flatMap(({ mails }) => mails),
      );
      for (const mails of told) await queueMails(trx, mails);
      await insertDigests(trx, {
        clock,
        date,
        nextDay: nextWorkingDay(date, calendar),
        now,
        sendAt: mailSlot(now, calendar, { mailFrom: newest.mail_from, mailUntil: newest.mail_until }),
        cycleId: newest.id,
        hr: hr.map((person) => forHr(person, late)),
      });
    }
    await finishDigestDay(trx, { clock, date });
  });
}

/** What HR has to decide, and what superiors were told of; new if any of it came up since this person's last digest. */
function forHr({ employee_id, last_on }: HrPerson, late: readonly Escalated[]): DigestDay['hr'][number] {
  const isNew = (on: string | undefined) => on !== undefined && (last_on === null || on > last_on);
  return {
    employee_id,
    for_hr: late.filter(({ hrOn }) => hrOn !== undefined).length,
    told: late.filter(({ toldOn, hrOn }) => toldOn !== undefined && hrOn === undefined).length,
    is_new: late.some(({ toldOn, hrOn }) => isNew(toldOn) || isNew(hrOn)),
  };
}
