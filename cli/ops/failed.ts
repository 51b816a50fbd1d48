import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { minute, show, table } from './show.ts';
import { withDatabase } from '../with-database.ts';

export interface Failed {
  readonly runs: readonly {
    readonly run: string;
    readonly workflow: string;
    readonly unit: string | null;
    readonly why: string | null;
  }[];
  /** Planned requests that were given up. */
  readonly requests: readonly {
    readonly id: string;
    readonly cycle: string;
    readonly command: string;
    readonly attempts: number;
    readonly why: string;
  }[];
  /** Messages that Temporal will never take. */
  readonly outbox: readonly { readonly id: string; readonly workflow: string; readonly why: string; readonly at: string }[];
  readonly mails: readonly FailedMail[];
  /** Refused for now, and tried again by themselves. */
  readonly tried: readonly (FailedMail & { readonly since: string })[];
}

export interface FailedMail {
  readonly id: string;
  readonly cycle: string | null;
  readonly kind: string;
  readonly employeeNo: string;
  readonly attempts: number;
  readonly why: string | null;
}

export async function showFailed(wish: { readonly json?: boolean }): Promise<void> {
  const failed = await withDatabase('worker', readFailed);
  show(failed, wish, () => words(failed));
}

/** What does not go on by itself, with its code. */
export async function readFailed(db: Db): Promise<Failed> {
  const [runs, requests, outbox, mails, tried] = [
    await sql<Failed['runs'][number]>`
      select p.id run, p.workflow_id workflow, e.unit_name unit, p.why_failed why
        from process_run p left join evaluation e on e.id = p.evaluation_id where p.state = 'failed' order by p.id`.execute(db),
    await sql<Failed['requests'][number]>`
      select id, cycle_id cycle, command, attempts, dead_why why
        from command_request where dead_why is not null and undone_at is null order by id`.execute(db),
    await sql<Failed['outbox'][number]>`
      select id, workflow_id workflow, dead_why why, created_at at from outbox where dead_why is not null order by id`.execute(
      db,
    ),
    await sql<Failed['mails'][number]>`
      select n.id, n.cycle_id cycle, n.mail_kind kind, e.employee_no "employeeNo", n.attempts, n.fault why
        from notification n join employee e on e.id = n.employee_id where n.state = 'dead' order by n.id`.execute(db),
    await sql<Failed['tried'][number]>`
      select n.id, n.cycle_id cycle, n.mail_kind kind, e.employee_no "employeeNo", n.attempts, n.fault why,
             n.failing_since since
        from notification n join employee e on e.id = n.employee_id
       where n.state in ('queued', 'sending') and n.failing_since is not null order by n.id`.execute(db),
  ];
  return { runs: runs.rows, requests: requests.rows, outbox: outbox.rows, mails: mails.rows, tried: tried.rows };
}

function words({ runs, requests, outbox, mails, tried }: Failed): string {
  return [
    table(
      'Failed processes (dure ops retry RUN)',
      ['run', 'workflow', 'unit', 'why'],
      runs.map((row) => [row.run, row.workflow, row.unit, row.why]),
    ),
    table(
      'Requests that were given up (dure ops retry-request ID)',
      ['id', 'cycle', 'command', 'tries', 'why'],
      requests.map((row) => [row.id, row.cycle, row.command, row.attempts, row.why]),
    ),
    table(
      'Messages that Temporal refused (dure ops retry RUN sends them again)',
      ['id', 'workflow', 'why', 'since (UTC)'],
      outbox.map((row) => [row.id, row.workflow, row.why, minute(row.at)]),
    ),
    table(
      'Dead mails (HR mends the address and sends again)',
      ['id', 'cycle', 'kind', 'to', 'tries', 'why'],
      mails.map((row) => [row.id, row.cycle, row.kind, row.employeeNo, row.attempts, row.why]),
    ),
    table(
      'Mails that were refused for now (tried again by themselves)',
      ['id', 'cycle', 'kind', 'to', 'tries', 'why', 'since (UTC)'],
      tried.map((row) => [row.id, row.cycle, row.kind, row.employeeNo, row.attempts, row.why, minute(row.since)]),
    ),
  ].join('\n\n');
}
