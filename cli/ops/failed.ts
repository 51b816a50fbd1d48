import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { type OfCycle, cycleOf, minute, show, table } from './show.ts';
import { withDatabase } from '../with-database.ts';

export interface Failed {
  readonly runs: readonly FailedRun[];
  /** Planned requests that were given up. */
  readonly requests: readonly FailedRequest[];
  /** Messages that Temporal will never take. */
  readonly outbox: readonly FailedMessage[];
  readonly mails: readonly FailedMail[];
  /** Refused for now, and tried again by themselves. */
  readonly tried: readonly (FailedMail & { readonly since: string })[];
}

interface FailedRun extends OfCycle {
  readonly run: string;
  readonly workflow: string;
  readonly unit: string | null;
  readonly why: string | null;
}

interface FailedRequest extends OfCycle {
  readonly id: string;
  readonly command: string;
  readonly attempts: number;
  readonly why: string;
}

interface FailedMessage extends OfCycle {
  readonly id: string;
  readonly workflow: string;
  readonly why: string;
  readonly at: string;
}

export interface FailedMail extends OfCycle {
  readonly id: string;
  readonly kind: string;
  readonly employeeNo: string;
  readonly attempts: number;
  readonly why: string | null;
}

const IS_REHEARSAL = sql`c.rehearsal_id is not null "isRehearsal"`;
const MAIL = sql`
  n.id, n.cycle_id cycle, ${IS_REHEARSAL}, n.mail_kind kind, e.employee_no "employeeNo", n.attempts, n.fault why`;
const MAILS = sql`notification n join employee e on e.id = n.employee_id left join cycle c on c.id = n.cycle_id`;

export async function showFailed(wish: { readonly json?: boolean }): Promise<void> {
  const failed = await withDatabase('worker', readFailed);
  show(failed, wish, () => words(failed));
}

/** What does not go on by itself, with its code. */
export async function readFailed(db: Db): Promise<Failed> {
  const [runs, requests, outbox, mails, tried] = [
    await sql<FailedRun>`
      select p.id run, p.cycle_id cycle, ${IS_REHEARSAL}, p.workflow_id workflow, e.unit_name unit, p.why_failed why
        from process_run p
        join cycle c on c.id = p.cycle_id
        left join evaluation e on e.id = p.evaluation_id
       where p.state = 'failed'
       order by p.id`.execute(db),
    await sql<FailedRequest>`
      select r.id, r.cycle_id cycle, ${IS_REHEARSAL}, r.command, r.attempts, r.dead_why why
        from command_request r
        left join cycle c on c.id = r.cycle_id
       where r.dead_why is not null and r.undone_at is null
       order by r.id`.execute(db),
    await sql<FailedMessage>`
      select o.id, o.cycle_id cycle, ${IS_REHEARSAL}, o.workflow_id workflow, o.dead_why why, o.created_at at
        from outbox o
        left join cycle c on c.id = o.cycle_id
       where o.dead_why is not null
       order by o.id`.execute(db),
    await sql<FailedMail>`
      select ${MAIL} from ${MAILS} where n.state = 'dead' order by n.id`.execute(db),
    await sql<Failed['tried'][number]>`
      select ${MAIL}, n.failing_since since
        from ${MAILS}
       where n.state in ('queued', 'sending') and n.failing_since is not null
       order by n.id`.execute(db),
  ];
  return { runs: runs.rows, requests: requests.rows, outbox: outbox.rows, mails: mails.rows, tried: tried.rows };
}

function words({ runs, requests, outbox, mails, tried }: Failed): string {
  return [
    table(
      'Failed processes (dure ops retry RUN)',
      ['run', 'cycle', 'workflow', 'unit', 'why'],
      runs.map((row) => [row.run, cycleOf(row), row.workflow, row.unit, row.why]),
    ),
    table(
      'Requests that were given up (dure ops retry-request ID)',
      ['id', 'cycle', 'command', 'tries', 'why'],
      requests.map((row) => [row.id, cycleOf(row), row.command, row.attempts, row.why]),
    ),
    table(
      'Messages that Temporal refused (dure ops retry RUN sends them again)',
      ['id', 'cycle', 'workflow', 'why', 'since (UTC)'],
      outbox.map((row) => [row.id, cycleOf(row), row.workflow, row.why, minute(row.at)]),
    ),
    table(
      'Dead mails (HR mends the address and sends again)',
      ['id', 'cycle', 'kind', 'to', 'tries', 'why'],
      mails.map((row) => [row.id, cycleOf(row), row.kind, row.employeeNo, row.attempts, row.why]),
    ),
    table(
      'Mails that were refused for now (tried again by themselves)',
      ['id', 'cycle', 'kind', 'to', 'tries', 'why', 'since (UTC)'],
      tried.map((row) => [row.id, cycleOf(row), row.kind, row.employeeNo, row.attempts, row.why, minute(row.since)]),
    ),
  ].join('\n\n');
}
