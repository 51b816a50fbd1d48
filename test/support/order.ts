import { randomUUID } from 'node:crypto';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import type { CommandName } from '../../contracts/commands.ts';
import type { CycleRecord } from './record.ts';

export interface Order {
  readonly command: CommandName;
  readonly selection?: object;
  readonly arguments?: object;
}

/** HR asks for a command and, where it needs one, a second person says yes: `C1` and `V1`, who have no other part in HR's work. */
export async function order(record: CycleRecord, { command, selection = {}, arguments: given = {} }: Order): Promise<void> {
  const { db, cycleId } = record;
  const roles = [
    { employee_id: record.id('C1'), role: 'hr' },
    { employee_id: record.id('V1'), role: 'hr-approver' },
  ];
  await db
    .insertInto('role_assignment')
    .values(roles)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const asked = await requestCommand(db, {
    command,
    cycleId,
    selection,
    arguments: given,
    actorId: record.id('C1'),
    reason: '사유',
    idempotencyKey: randomUUID(),
  });
  if (asked.needsSecondPerson) await approveCommand(db, { requestId: asked.id, actorId: record.id('V1') });
}
