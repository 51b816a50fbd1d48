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
export async function order(record: CycleRecord, wanted: Order): Promise<void> {
  const { id, needsSecondPerson } = await askFor(record, wanted);
  if (needsSecondPerson) await approve(record, id);
}

/** HR asks for it. */
export async function askFor(record: CycleRecord, { command, selection = {}, arguments: given = {} }: Order) {
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
  return requestCommand(db, {
    command,
    cycleId,
    selection,
    arguments: given,
    actorId: record.id('C1'),
    reason: '사유',
    idempotencyKey: randomUUID(),
  });
}

/** The second person says yes. */
export async function approve(record: CycleRecord, requestId: string): Promise<void> {
  await approveCommand(record.db, { requestId, actorId: record.id('V1') });
}
