import { type Kysely, sql } from 'kysely';

// Owner, api and worker: the owner runs migrations, the two others get no more than they need. A login connects as itself and takes one of them on (`-c role=`).
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$ begin
      perform pg_advisory_xact_lock(hashtext('dure roles'));
      if not exists (select from pg_roles where rolname = 'dure_app') then create role dure_app nologin; end if;
      if not exists (select from pg_roles where rolname = 'dure_worker') then create role dure_worker nologin; end if;
    end $$;
    grant usage on schema public to dure_app, dure_worker;
    grant select, insert, update on all tables in schema public to dure_app, dure_worker;
    grant usage on all sequences in schema public to dure_app, dure_worker;
    revoke insert, update
      on employee, policy_pack, holiday, role_assignment, role_request, departure_request, departure_request_person
      from dure_worker;
    revoke update on audit_event, access_log, submission from dure_app, dure_worker;
    revoke insert, update
      on session, sign_in_token, sign_in_ask, request_count, import_batch, address_change, address_link
      from dure_worker;
    grant insert (token_sha256, employee_id, address_sha256, next_path, expires_at) on sign_in_token to dure_worker;
    grant insert (token_sha256, address_change_id) on address_link to dure_worker;
    grant insert (employee_id, old_email, new_email, changed_by, counts) on address_change to dure_worker;
    revoke select on session, sign_in_token, address_link, request_count from dure_worker;
    grant select (ctid, expire) on session to dure_worker;
    grant select (ctid, expires_at) on sign_in_token to dure_worker;
    grant select (ctid, made_at) on address_link to dure_worker;
    grant select (ctid, until) on request_count to dure_worker;
    grant delete on session to dure_app;
    grant delete on sign_in_token, role_assignment, departure, absence to dure_app;
    grant delete on outbox, session, sign_in_token, sign_in_ask, request_count, address_link to dure_worker;
  `.execute(db);
}
