import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function mailbox_of(address text) returns text language sql immutable strict parallel safe
      return regexp_replace(lower($1), '^([^+@]+)\\+[^@]*', '\\1');
    comment on function mailbox_of is
      'whose mail it is: in lower case, without the +tag that whoever has a mailbox makes up';

    create table unit (
      id bigint generated always as identity constraint unit_pk primary key,
      code text constraint unit_code_unique unique,
      name text not null constraint unit_name_unique unique,
      name_en text,
      created_at timestamptz not null default now());

    create table employee (
      id bigint generated always as identity constraint employee_pk primary key,
      employee_no text not null constraint employee_no_unique unique,
      name text not null,
      name_en text,
      email text not null,
      proven_email text,
      language text constraint employee_language check (language in ('ko', 'en')),
      language_by text constraint employee_language_by check (language_by in ('list', 'browser', 'person')),
      unit_id bigint not null constraint employee_unit references unit,
      grade text,
      job text,
      rater_id bigint constraint employee_rater references employee,
      reviewer_id bigint constraint employee_reviewer references employee,
      group_name text,
      hired_on date,
      constraint employee_not_own_rater check (rater_id is distinct from id),
      constraint employee_not_own_reviewer check (reviewer_id is distinct from id),
      constraint employee_language_known check ((language is null) = (language_by is null)));
    comment on column employee.proven_email is
      'the address that somebody else has answered for last; null: nobody was asked yet, or has answered';
    comment on column employee.language is
      'of pages and mails; null: nobody has said, and mails are in the language of the house';
    comment on column employee.language_by is
      'who said so: the list, the browser of a first sign-in, or the person, whose choice the others leave alone';
    create index employee_email on employee (lower(email));
    create index employee_mailbox on employee (mailbox_of(email));
    create index employee_proven_mailbox on employee (mailbox_of(proven_email));
    create index employee_by_unit on employee (unit_id);
    create index employee_by_name on employee (name, id);

    create table position_history (
      id bigint generated always as identity constraint position_history_pk primary key,
      employee_id bigint not null constraint position_history_employee references employee,
      unit_id bigint not null constraint position_history_unit references unit,
      grade text, job text, rater_id bigint, reviewer_id bigint, group_name text,
      valid_from timestamptz not null default now());
    create index position_history_by_employee on position_history (employee_id, valid_from);

    create table absence (
      id bigint generated always as identity constraint absence_pk primary key,
      employee_id bigint not null constraint absence_employee references employee,
      from_on date not null,
      to_on date not null,
      constraint absence_in_order check (from_on <= to_on));
    create index absence_by_employee on absence (employee_id, from_on);

    create table role_assignment (
      employee_id bigint not null constraint role_assignment_employee references employee,
      role text not null
        constraint role_assignment_role check (role in ('hr', 'hr-approver', 'operator', 'clerk', 'auditor')),
      granted_at timestamptz not null default now(),
      granted_by bigint constraint role_assignment_granter references employee,
      constraint role_assignment_pk primary key (employee_id, role));

    create table role_request (
      id bigint generated always as identity constraint role_request_pk primary key,
      employee_id bigint not null constraint role_request_employee references employee,
      role text not null
        constraint role_request_role check (role in ('hr', 'hr-approver', 'operator', 'clerk', 'auditor')),
      grants boolean not null,
      reason text not null,
      requested_by bigint not null constraint role_request_requester references employee,
      requested_at timestamptz not null default now(),
      approved_by bigint constraint role_request_approver references employee,
      approved_at timestamptz,
      undone_by bigint constraint role_request_undoer references employee,
      undone_at timestamptz,
      constraint role_request_second_person check (approved_by is null or approved_by <> requested_by),
      constraint role_request_decided_once check (approved_at is null or undone_at is null));
    comment on column role_request.grants is 'false: the role is to be taken away';
    create unique index role_request_waits on role_request (employee_id, role)
      where approved_at is null and undone_at is null;

    create table departure_request (
      id bigint generated always as identity constraint departure_request_pk primary key,
      left_on date,
      reason text not null,
      needs_approval boolean not null,
      requested_by bigint not null constraint departure_request_requester references employee,
      requested_at timestamptz not null default now(),
      approved_by bigint constraint departure_request_approver references employee,
      approved_at timestamptz,
      undone_by bigint constraint departure_request_undoer references employee,
      undone_at timestamptz,
      constraint departure_request_second_person check (approved_by is null or approved_by <> requested_by),
      constraint departure_request_decided_once check (approved_at is null or undone_at is null));
    comment on table departure_request is
      'HR records that people have left; without a need for approval it is done at once';
    comment on column departure_request.left_on is 'null: they have not left after all';

    create table departure_request_person (
      departure_request_id bigint not null constraint departure_request_person_request references departure_request,
      employee_id bigint not null constraint departure_request_person_employee references employee,
      constraint departure_request_person_pk primary key (departure_request_id, employee_id));

    create table sign_in_token (
      id bigint generated always as identity constraint sign_in_token_pk primary key,
      token_sha256 bytea not null constraint sign_in_token_unique unique,
      employee_id bigint constraint sign_in_token_employee references employee,
      address_sha256 bytea,
      purpose text not null default 'sign-in'
        constraint sign_in_token_purpose check (purpose in ('sign-in', 'first-hr')),
      next_path text not null default '/',
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz);
    comment on column sign_in_token.address_sha256 is
      'where the link went: it is good for as long as that is the person''s address';
    create index sign_in_token_by_employee on sign_in_token (employee_id, created_at);
    create index sign_in_token_expires on sign_in_token (expires_at);

    create table sign_in_ask (
      email text not null constraint sign_in_ask_pk primary key,
      next_path text not null,
      asked_at timestamptz not null default now());
    comment on table sign_in_ask is
      'addresses, known or not, in lower case, until the worker has looked whose they are';

    create unlogged table request_count (
      key text not null constraint request_count_pk primary key,
      until timestamptz not null,
      count int not null) with (fillfactor = 50);
    comment on table request_count is 'for rate limits; a crash of the server forgets it';

    create table session (
      sid text not null constraint session_pk primary key,
      sess json not null,
      expire timestamptz not null);
    create index session_expire on session (expire);
    create index session_by_employee on session ((sess->>'employeeId'));

    create table address_change (
      id bigint generated always as identity constraint address_change_pk primary key,
      employee_id bigint not null constraint address_change_employee references employee,
      old_email text,
      new_email text not null,
      changed_by bigint constraint address_change_changer references employee,
      changed_at timestamptz not null default now(),
      counts text[] not null,
      answer text constraint address_change_answer check (answer in ('confirmed', 'objected', 'taken-back')),
      answered_by bigint constraint address_change_answerer references employee,
      answered_at timestamptz,
      objection_to bigint constraint address_change_objection references address_change,
      constraint address_change_answered check ((answer is null) = (answered_at is null)));
    comment on table address_change is
      'every change of an address, and whoever was created after a launch; unproven until answered, however long';
    comment on column address_change.old_email is
      'null: the person was created, or somebody is to say anew whose account it is';
    comment on column address_change.objection_to is
      'the change that the old address has objected to, of what came of that; null: any other';
    comment on column address_change.changed_by is
      'null: the operator''s command line, or the old address that objected';
    comment on column address_change.counts is
      'clocks on which a cycle had been launched: live, or a rehearsal''s id';
    comment on column address_change.answered_by is 'null: the old address, by its link';
    create index address_change_by_employee on address_change (employee_id, id);
    create index address_change_unanswered on address_change (employee_id) where answer is null;

    create table address_link (
      token_sha256 bytea not null constraint address_link_pk primary key,
      address_change_id bigint not null constraint address_link_change references address_change,
      made_at timestamptz not null default now());
    comment on table address_link is 'one-time links with which an old address says whether it was them';

    create table holiday (
      day date not null constraint holiday_pk primary key,
      name text not null);

    create table import_batch (
      id bigint generated always as identity constraint import_batch_pk primary key,
      at timestamptz not null default now(),
      actor_id bigint constraint import_batch_actor references employee,
      source_sha256 bytea not null,
      created int not null, changed int not null, unchanged int not null, refused int not null,
      problems jsonb not null default '[]');
  `.execute(db);
}
