import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table policy_pack (
      id bigint generated always as identity constraint policy_pack_pk primary key,
      name text not null,
      version text not null,
      content jsonb not null,
      sha256 bytea not null constraint policy_pack_content_unique unique,
      loaded_at timestamptz not null default now(),
      loaded_by bigint constraint policy_pack_loaded_by references employee,
      reason text,
      constraint policy_pack_version_unique unique (name, version));
    comment on column policy_pack.loaded_by is 'null: it came with the program, or an operator loaded it';

    create table rehearsal (
      id bigint generated always as identity constraint rehearsal_pk primary key,
      name text not null,
      now_at timestamptz not null);

    create table cycle (
      id bigint generated always as identity constraint cycle_pk primary key,
      rehearsal_id bigint constraint cycle_rehearsal references rehearsal,
      policy_pack_id bigint not null constraint cycle_pack references policy_pack,
      planned_by bigint constraint cycle_planner references employee,
      name text not null,
      year int not null,
      period text,
      time_zone text not null default 'Asia/Seoul',
      grades text[],
      committee jsonb not null default '{"chair": null, "members": []}',
      due_time text not null,
      mail_from text not null,
      mail_until text not null,
      meeting_at timestamptz,
      publication_at timestamptz not null,
      archive_at timestamptz not null,
      launched_at timestamptz,
      published_at timestamptz,
      archived_at timestamptz);
    comment on column cycle.period is 'key of the pack''s period that the cycle is about; null: the whole year';
    comment on column cycle.grades is 'whom the cycle is about; null: everybody';
    comment on column cycle.planned_by is 'null: nobody by name, by the command line';
    comment on column cycle.rehearsal_id is 'null: a live cycle; all cycles of one rehearsal share its clock';

    create function cycle_now(cycle bigint) returns timestamptz language sql stable
      return coalesce((select r.now_at from cycle c join rehearsal r on r.id = c.rehearsal_id where c.id = $1), now());
    create function look_in_ms(cycle bigint, at timestamptz) returns bigint language sql stable
      return case when (select rehearsal_id from cycle where id = $1) is not null or $2 = 'infinity' then 604800000
                  else greatest(1000, least(604800000, (extract(epoch from $2 - now()) * 1000)::bigint)) end;

    create table departure (
      id bigint generated always as identity constraint departure_pk primary key,
      employee_id bigint not null constraint departure_employee references employee,
      rehearsal_id bigint constraint departure_rehearsal references rehearsal,
      left_on date not null,
      recorded_at timestamptz not null default now(),
      constraint departure_once unique nulls not distinct (employee_id, rehearsal_id));
    comment on table departure is 'who has left, from that day on';
    comment on column departure.recorded_at is 'first, whatever day it was changed to since';
    comment on column departure.rehearsal_id is 'null: truly; else only in the cycles of that rehearsal';
    create function people_left(cycle bigint) returns table (employee_id bigint, left_on date)
      language sql stable begin atomic
      select d.employee_id, d.left_on
        from departure d left join cycle c on c.id = $1
       where (d.rehearsal_id is null or d.rehearsal_id = c.rehearsal_id)
         and d.left_on <= (cycle_now($1) at time zone coalesce(c.time_zone, 'Asia/Seoul'))::date;
    end;
    comment on function people_left is
      'by the clock of the cycle, whose rehearsal may say more than is true; null: truly, by the database''s clock';

    create function people_unproven(cycle bigint) returns table (employee_id bigint, address_change_id bigint)
      language sql stable begin atomic
      select a.employee_id, a.id
        from address_change a
       where a.answer is null and a.counts <> '{}'
         and ($1 is null
              or coalesce((select c.rehearsal_id::text from cycle c where c.id = $1), 'live') = any (a.counts));
    end;
    comment on function people_unproven is
      'who was created or has another address, and nobody has confirmed it, on the cycle''s clock; null: on any clock';

    create table phase_window (
      cycle_id bigint not null constraint phase_window_cycle references cycle,
      phase text not null,
      position int not null,
      workflow_type text not null,
      subject text not null constraint phase_window_subject check (subject in ('evaluation', 'rating-group')),
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      closes_by_law boolean not null default false,
      newcomer_days int,
      barrier boolean not null default false,
      exempt_grades text[] not null default '{}',
      launched_at timestamptz,
      constraint phase_window_pk primary key (cycle_id, phase),
      constraint phase_window_position unique (cycle_id, position),
      constraint phase_window_in_order check (opens_at <= closes_at));

    create table task_rule (
      cycle_id bigint not null,
      phase text not null,
      kind text not null,
      due_at timestamptz not null,
      if_silent text not null
        constraint task_rule_if_silent check (if_silent in ('recorded', 'moves-on', 'asks-superior', 'hr-decides')),
      accepted text not null constraint task_rule_accepted check (accepted in ('end-of-day', 'due')),
      least_working_days int not null default 0,
      minutes int not null,
      statutory boolean not null default false,
      asked_if_rater_reviews boolean not null default false,
      only_levels text[],
      constraint task_rule_pk primary key (cycle_id, phase, kind),
      constraint task_rule_phase foreign key (cycle_id, phase) references phase_window);
    comment on column task_rule.only_levels is
      'the reviewer is asked only about ratings of these levels; null: about all';
    comment on column cycle.publication_at is
      'as the plan has it; the approved request decides, published_at is the fact';
    comment on table task_rule is
      'the cycle''s own dates and rules of each task kind, resolved from the pack when the cycle is made';

    create table cycle_unit (
      cycle_id bigint not null constraint cycle_unit_cycle references cycle,
      unit_id bigint not null constraint cycle_unit_unit references unit,
      part_of bigint not null constraint cycle_unit_whole references unit,
      constraint cycle_unit_pk primary key (cycle_id, unit_id),
      constraint cycle_unit_not_itself check (unit_id <> part_of));
    comment on table cycle_unit is 'units whose scorecards make up the score of the unit above, for this cycle';

    create table rating_group (
      id bigint generated always as identity constraint rating_group_pk primary key,
      cycle_id bigint not null constraint rating_group_cycle references cycle,
      name text not null,
      quota boolean not null default true,
      spare_lowest boolean not null default true,
      open_members int not null default 0 constraint rating_group_open_members check (open_members >= 0),
      locked_at timestamptz,
      constraint rating_group_name unique (cycle_id, name));

    create table evaluation (
      id bigint generated always as identity constraint evaluation_pk primary key,
      cycle_id bigint not null constraint evaluation_cycle references cycle,
      employee_id bigint not null constraint evaluation_employee references employee,
      state text not null default 'enrolled'
        constraint evaluation_state check (state in ('enrolled', 'excluded', 'withdrawn')),
      reason text,
      rater_id bigint constraint evaluation_rater references employee,
      reviewer_id bigint constraint evaluation_reviewer references employee,
      unit_id bigint not null constraint evaluation_unit references unit,
      rating_group_id bigint constraint evaluation_group references rating_group,
      name text not null, grade text, unit_name text not null, job text,
      enrolled_at timestamptz not null,
      withdrawn_at timestamptz,
      constraint evaluation_once unique (cycle_id, employee_id),
      constraint evaluation_reason check (state = 'enrolled' or reason is not null));
    create index evaluation_by_group on evaluation (rating_group_id);
    create index evaluation_by_rater on evaluation (rater_id);
    create index evaluation_by_reviewer on evaluation (reviewer_id);
    create index evaluation_by_employee on evaluation (employee_id);

    create table process_run (
      id bigint generated always as identity constraint process_run_pk primary key,
      cycle_id bigint not null constraint process_run_cycle references cycle,
      evaluation_id bigint constraint process_run_evaluation references evaluation,
      rating_group_id bigint constraint process_run_group references rating_group,
      unit_id bigint constraint process_run_unit references unit,
      appeal_id bigint,
      phase text not null,
      workflow_type text not null,
      attempt int not null default 1,
      workflow_id text generated always as (
        phase || '/' || cycle_id
          || coalesce('/' || coalesce(evaluation_id, rating_group_id, unit_id, appeal_id)::text, '')
          || '/' || attempt) stored not null,
      state text not null default 'open'
        constraint process_run_state check (state in ('open', 'done', 'failed', 'void')),
      outcome text,
      reason text,
      why_failed text,
      barrier_group_id bigint constraint process_run_barrier references rating_group,
      paused_at timestamptz,
      launched_at timestamptz,
      finished_at timestamptz,
      waits_for text
        constraint process_run_waits_for check (waits_for in (
          'window', 'group-complete', 'publication', 'appeal-window')),
      look_at timestamptz,
      constraint process_run_one_subject check (num_nonnulls(evaluation_id, rating_group_id, unit_id, appeal_id) <= 1),
      constraint process_run_workflow_id unique (workflow_id));
    comment on column process_run.barrier_group_id is 'set only where a group waits for this run';
    comment on column process_run.look_at is 'next instant of the cycle''s clock worth a look; infinity: only a poke';
    create unique index process_run_live
      on process_run (cycle_id, phase, evaluation_id, rating_group_id, unit_id, appeal_id) nulls not distinct
      where state <> 'void';
    create index process_run_by_evaluation on process_run (evaluation_id, phase);
    create index process_run_by_group on process_run (rating_group_id);
    create index process_run_look on process_run (look_at) where state = 'open';

    create table task (
      id bigint generated always as identity constraint task_pk primary key,
      process_run_id bigint not null constraint task_run references process_run,
      kind text not null,
      round int not null,
      seat int not null default 1,
      state text not null default 'open' constraint task_state check (state in ('open', 'closed')),
      outcome text constraint task_outcome check (outcome in ('done', 'returned', 'expired', 'skipped', 'void')),
      reason text,
      assignee_id bigint constraint task_assignee references employee,
      on_behalf_of_id bigint constraint task_on_behalf_of references employee,
      opened_at timestamptz not null,
      due_at timestamptz,
      accepted_until timestamptz not null,
      closed_at timestamptz,
      closed_by bigint constraint task_closer references employee,
      recorded_at timestamptz,
      escalated_at timestamptz,
      leads boolean,
      constraint task_key unique (process_run_id, kind, round, seat),
      constraint task_over check ((state = 'open') = (outcome is null)),
      constraint task_has_assignee check (assignee_id is not null or coalesce(outcome in ('skipped', 'void'), false)),
      constraint task_skip_has_reason check (outcome is distinct from 'skipped' or reason is not null),
      constraint task_leads_is_of_a_rating check (leads is null or kind = 'rating.write'));
    comment on column task.closed_at is 'by the cycle''s clock; recorded_at is by the database''s';
    comment on column task.leads is 'of a rating: whether whoever it is about led others when it was first asked';
    create index task_overdue on task (accepted_until) where state = 'open';
    create index task_open_due on task (due_at) where state = 'open';
    create index task_by_assignee on task (assignee_id, state);

    create table task_draft (
      task_id bigint not null constraint task_draft_pk primary key constraint task_draft_task references task,
      version int not null default 0,
      content jsonb not null,
      begun_at timestamptz,
      saved_at timestamptz);
    comment on column task_draft.begun_at is 'when it was saved first, by whoever has the task';
    create index task_draft_begun on task_draft (begun_at) where begun_at is not null;

    create table set_aside_draft (
      id bigint generated always as identity constraint set_aside_draft_pk primary key,
      task_id bigint not null constraint set_aside_draft_task references task,
      employee_id bigint not null constraint set_aside_draft_employee references employee,
      content jsonb not null,
      saved_at timestamptz,
      set_aside_at timestamptz not null default now());
    create index set_aside_draft_by_employee on set_aside_draft (employee_id);
    comment on table set_aside_draft is
      'what somebody had written when the task went to another, or was ended for them: only their own to read';

    create table submission (
      task_id bigint not null constraint submission_pk primary key constraint submission_task references task,
      version int not null,
      content jsonb not null,
      sha256 bytea not null,
      copied_from bigint constraint submission_origin references task);
    comment on column submission.copied_from is
      'the task of the voided attempt whose answer still stands after a rewind';
  `.execute(db);
}
