// One server of the pair, as its own process: `app` is the real API, `bare` a Fastify route with a session query and the same four statements, prepared.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import pg from 'pg';
import { pino } from 'pino';
import { buildApp } from '../api/app.ts';
import { temporalView } from '../api/temporal.ts';
import { connect } from '../db/connection.ts';

const POOL = 20;
const { values } = parseArgs({ options: { kind: { type: 'string' }, url: { type: 'string' }, temporal: { type: 'string' } } });
const url = values.url ?? '';
const app = values.kind === 'bare' ? bare() : await real();
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
process.on('disconnect', () => process.exit(0));

function real() {
  const db = connect({ url, role: 'app', max: POOL });
  return buildApp({
    db,
    bulk: db,
    health: db,
    sessionSecret: 'x'.repeat(32),
    webUrl: 'http://127.0.0.1',
    trustProxy: [],
    log: pino({ level: 'silent' }),
    hrContact: { label: null, email: null },
    temporal: temporalView(values.temporal ?? '', 'default'),
    requestsPerMinute: 1_000_000,
  });
}

function bare() {
  const pool = new pg.Pool({ connectionString: url, max: POOL });
  // The server ends while connections idle; that is no fault of the measurement.
  pool.on('error', () => undefined);
  const server = Fastify();
  server.post<{ Params: { id: string }; Body: { outcome: string; version: number } }>(
    '/api/tasks/:id/close',
    async (request, reply) => {
      const sid = /dure=([^.;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
      const session = await pool.query<{ sess: { employeeId: string } }>({
        name: 'session',
        text: 'select sess from session where sid = $1 and expire > now()',
        values: [createHash('sha256').update(decodeURIComponent(sid)).digest('hex')],
      });
      const actor = session.rows[0]?.sess.employeeId;
      if (actor === undefined) return reply.code(401).send({});
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query({
          name: 'lock',
          text: 'select t.*, f.content, f.version from task t join task_draft f on f.task_id = t.id where t.id = $1 for update of t, f',
          values: [request.params.id],
        });
        const { rows } = await client.query<{ id: string }>({
          name: 'close',
          text: CLOSE,
          values: [request.params.id, request.body.outcome, actor, request.body.version],
        });
        await client.query('commit');
        return rows.length === 1 ? { taskId: request.params.id } : reply.code(409).send({});
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
  );
  return server;
}

const CLOSE = `
  with closed as (
    update task t set state = 'closed', outcome = $2, closed_at = now(), recorded_at = now(), closed_by = $3::bigint
      from process_run p, task_draft f
     where t.id = $1 and p.id = t.process_run_id and f.task_id = t.id and f.version = $4
       and t.state = 'open' and p.paused_at is null and cycle_now(p.cycle_id) < t.accepted_until
    returning t.id, p.id run_id, p.workflow_type, p.workflow_id, f.content),
  frozen as (
    insert into submission (task_id, version, content, sha256) select id, $4, content, sha256(convert_to(content::text, 'UTF8')) from closed),
  audited as (insert into audit_event (what, subject, actor) select 'task.closed', id, $3::bigint from closed)
  insert into outbox (urgency, workflow_type, workflow_id, input, signal)
  select 1, workflow_type, workflow_id, jsonb_build_object('processRunId', run_id::text), jsonb_build_object('taskId', id::text, 'outcome', $2) from closed
  returning id`;
