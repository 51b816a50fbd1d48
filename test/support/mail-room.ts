import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { answerSignInAsks } from '../../commands/answer-sign-in-asks.ts';
import { requestSignIn } from '../../commands/request-sign-in.ts';
import { connect } from '../../db/connection.ts';
import { createMailTransport } from '../../mail/transport.ts';
import { type MailLoop, type MailLoopOptions, createMailLoop } from '../../worker/mail-loop.ts';
import { type PostOffice, openPostOffice } from './post-office.ts';
import { type Town, buildTown } from './town.ts';

export const MORNING = '2026-01-19T00:10:00.000Z';

export interface LedgerRow {
  readonly employee_no: string;
  readonly mail_kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly fault: string | null;
  readonly message_id: string | null;
  readonly id: string;
  readonly details: Record<string, unknown>;
  readonly send_at: string;
}

export type LoopOptions = Partial<Pick<MailLoopOptions, 'mode' | 'leaseMs'>> & {
  readonly timeoutMs?: number;
  readonly deliveryMs?: number;
  readonly smtpUrl?: string;
  readonly connections?: number;
};

/** A town with a post office, and mail loops of workers between them. */
export interface MailRoom {
  readonly town: Town;
  /** May be opened again by a test. */
  office: PostOffice;
  /** What all loops logged. */
  logged(): string;
  /** A loop of a worker of its own. */
  loop(options?: LoopOptions): MailLoop;
  ledger(): Promise<readonly LedgerRow[]>;
  /** The goal phase, with open goals of these people; each has a mail that goes in the morning. */
  openGoals(...people: readonly string[]): Promise<void>;
  askForSignIn(employeeNo: string, next?: string): Promise<void>;
}

/** Goes with the test. */
export async function openMailRoom(): Promise<MailRoom> {
  const town = await buildTown();
  onTestFinished(() => town.drop());
  const room = { office: await openPostOffice() };
  onTestFinished(() => room.office.close());
  let logged = '';
  const write = (...entry: unknown[]) => void (logged += `${JSON.stringify(entry)}\n`);
  return Object.assign(room, {
    town,
    logged: () => logged,
    loop({
      mode = 'mailbox',
      timeoutMs = 500,
      smtpUrl = room.office.url,
      connections = 7,
      leaseMs,
      deliveryMs,
    }: LoopOptions = {}) {
      const transport = createMailTransport({
        connections,
        smtpUrl,
        from: '"솔내시 성과평가(두레)" <dure@solnae.example>',
        replyTo: 'hr@solnae.example',
        timeoutMs,
        ...(deliveryMs === undefined ? {} : { deliveryMs }),
      });
      const db = connect({ url: town.url, role: 'worker' });
      const log = { info: write, warn: write, error: write };
      const webUrl = 'https://dure.example';
      const loop = createMailLoop({ db, transport, log, webUrl, mode, ...(leaseMs === undefined ? {} : { leaseMs }) });
      onTestFinished(async () => {
        transport.close();
        await loop.stop();
        await db.destroy();
      });
      return loop;
    },
    async ledger() {
      const { rows } = await sql<LedgerRow>`
        select n.*, e.employee_no from notification n join employee e on e.id = n.employee_id order by n.id`.execute(town.db);
      return rows;
    },
    async openGoals(...people: readonly string[]) {
      await town.launch('goal-setting');
      for (const no of people) await town.open(no, 'goal-setting', { kind: 'goals.draft' });
    },
    async askForSignIn(employeeNo: string, next = '/') {
      await requestSignIn(town.db, { email: `${employeeNo.toLowerCase()}@city.example`, next });
      await answerSignInAsks(town.db);
    },
  });
}
