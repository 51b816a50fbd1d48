import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { type MailContext, type PersonName, findName } from '../db/mail-context.ts';
import type { Message, Value } from '../domain/words/message.ts';
import { isWordKey } from '../domain/words/render.ts';
import { type Content, named } from './mail-values.ts';

interface Failed {
  readonly command: string;
  readonly cycle: string;
  readonly requested_by: string | null;
  readonly approved_by: string | null;
}

/** Which planned order was not carried out, whose it is and why; undefined: there is no such request. */
export async function failedRequestMail(db: Db, { details }: MailContext): Promise<Content | undefined> {
  const { requestId, why, dead } = details;
  const { rows } = await sql<Failed>`
    select q.command, c.name cycle, q.requested_by, q.approved_by
      from command_request q
      join cycle c on c.id = q.cycle_id
     where q.id = ${String(requestId)}`.execute(db);
  if (rows[0] === undefined) return undefined;
  const { command, cycle, requested_by, approved_by } = rows[0];
  const values = {
    command: known(`command.${command}`, 'mail.request.failed.order'),
    cycle,
    asker: orHr(await nameOf(db, requested_by)),
    approver: orHr(await nameOf(db, approved_by)),
    why: known(`error.${String(why)}`, 'mail.request.failed.fault'),
    next: { key: dead === true ? 'mail.request.failed.dead' : 'mail.request.failed.refused' },
  };
  return { values };
}

function nameOf(db: Db, employeeId: string | null): Promise<PersonName | undefined> {
  return employeeId === null ? Promise.resolve(undefined) : findName(db, employeeId);
}

function orHr(name: PersonName | undefined): Value {
  return named(name) ?? { key: 'role.hr' };
}

function known(key: string, otherwise: string): Message {
  return { key: isWordKey(key) ? key : otherwise };
}
