import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      id bigint generated always as identity constraint outbox_pk primary key,
      urgency smallint not null default 1,
      cycle_id bigint constraint outbox_cycle references cycle,
      workflow_type text not null,
      workflow_id text not null,
      input jsonb not null,
      signal jsonb,
      how text not null default 'start' constraint outbox_how check (how in ('start', 'restart')),
      created_at timestamptz not null default now(),
      try_at timestamptz not null default now(),
      attempts int not null default 0,
      delivered_at timestamptz,
      dead_why text);
    comment on column outbox.how is
      'start: running ones are left alone, with a signal it is signalWithStart; restart: TERMINATE_EXISTING';
    create index outbox_first on outbox (urgency, id) where delivered_at is null and dead_why is null and attempts = 0;
    create index outbox_again on outbox (try_at) where delivered_at is null and dead_why is null and attempts > 0;
    create index outbox_delivered on outbox (delivered_at) where delivered_at is not null;
    create index outbox_pending_by_workflow on outbox (workflow_id) where delivered_at is null;

    create table notification (
      id bigint generated always as identity constraint notification_pk primary key,
      key text not null constraint notification_key unique,
      cycle_id bigint constraint notification_cycle references cycle,
      employee_id bigint not null constraint notification_employee references employee,
      mail_kind text not null,
      phase text,
      task_id bigint constraint notification_task references task,
      details jsonb not null default '{}',
      urgency smallint not null default 5,
      state text not null default 'queued'
        constraint notification_state check (state in ('queued', 'sending', 'sent', 'dead', 'dropped')),
      send_at timestamptz not null,
      try_at timestamptz not null default now(),
      attempts int not null default 0,
      message_id text,
      sent_to text,
      sent_at timestamptz,
      claim int not null default 0,
      failing_since timestamptz,
      uncomposed int not null default 0,
      fault text);
    comment on column notification.claim is
      'counts how often a worker took it; what an earlier one records has no effect';
    comment on column notification.failing_since is
      'since when it is refused, or cannot be composed, whichever the fault says';
    comment on column notification.uncomposed is 'how many of its tries ended before it was composed';
    comment on column notification.fault is 'code of the last refusal, or why it is dead';
    comment on column notification.key is 'idempotency key: one mail per person, cycle, phase, mail kind and opening';
    comment on column notification.details is
      'ids, counts and dates for rendering; never a name, a rating or free text';
    create index notification_first on notification (coalesce(cycle_id, 0), urgency, send_at, id)
      where state = 'queued' and attempts = 0;
    create index notification_again on notification (try_at) where state in ('queued', 'sending') and attempts > 0;
    create index notification_by_cycle on notification (cycle_id, id);
    create index notification_by_task on notification (task_id) where task_id is not null;
    create index notification_by_employee on notification (employee_id, send_at);
    create index notification_dead on notification (cycle_id) where state = 'dead';

    create table digest_day (
      clock text not null,
      time_zone text not null,
      day date not null,
      requested_at timestamptz not null default now(),
      finished_at timestamptz,
      constraint digest_day_pk primary key (clock, time_zone, day));

    create table audit_event (
      id bigint generated always as identity constraint audit_event_pk primary key,
      tx xid8 not null default pg_current_xact_id(),
      at timestamptz not null default now(),
      cycle_at timestamptz,
      what text not null,
      subject bigint not null,
      actor bigint,
      details jsonb not null default '{}');
    comment on table audit_event is 'append-only; ids, codes and hashes, never text';
    create index audit_event_by_subject on audit_event (what, subject);
    create function audit_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege'; end $$;
    create trigger audit_event_append_only before update or delete on audit_event
      for each row execute function audit_is_append_only();
    create trigger audit_event_no_truncate before truncate on audit_event
      for each statement execute function audit_is_append_only();

    create table access_log (
      id bigint generated always as identity constraint access_log_pk primary key,
      at timestamptz not null default now(),
      actor_id bigint not null,
      evaluation_id bigint,
      what text not null,
      purpose text,
      note text,
      session text,
      request_id text,
      address text,
      constraint access_log_purpose_in_words check ((purpose is null) = (note is null)));
    comment on column access_log.session is 'in which it was looked at: a page that asks again in it is no other look';
    create index access_log_by_evaluation on access_log (evaluation_id, at);
    create trigger access_log_append_only before update or delete on access_log
      for each row execute function audit_is_append_only();

    create table command_request (
      id bigint generated always as identity constraint command_request_pk primary key,
      command text not null,
      cycle_id bigint constraint command_request_cycle references cycle,
      selection jsonb not null default '{}',
      arguments jsonb not null default '{}',
      reason text not null,
      idempotency_key text not null,
      preview_sha256 bytea,
      preview_lines text[],
      needs_approval boolean not null,
      requested_by bigint constraint command_request_requester references employee,
      requested_at timestamptz not null,
      approved_by bigint constraint command_request_approver references employee,
      approved_at timestamptz,
      effective_at timestamptz,
      executed_at timestamptz,
      undone_at timestamptz,
      undone_by bigint constraint command_request_undoer references employee,
      outcome jsonb,
      try_at timestamptz not null default now(),
      attempts int not null default 0,
      dead_why text,
      addresses_until bigint,
      constraint command_request_key unique (idempotency_key),
      constraint command_request_second_person check (approved_by is null
        or approved_by is distinct from requested_by));
    comment on column command_request.addresses_until is
      'of a launch that shows addresses: the newest change of one when two persons had agreed to it';
    comment on column command_request.dead_why is 'code of the fault for which a planned request was given up';
    create index command_request_due on command_request (effective_at) where executed_at is null and undone_at is null;
  `.execute(db);
}
