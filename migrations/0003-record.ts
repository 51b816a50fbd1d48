import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table indicator (
      id bigint generated always as identity constraint indicator_pk primary key,
      cycle_id bigint not null constraint indicator_cycle references cycle,
      unit_id bigint not null constraint indicator_unit references unit,
      name text not null, name_en text,
      unit_of_measure text not null default '',
      direction text not null constraint indicator_direction check (direction in ('higher', 'lower')),
      method text not null default 'ratio',
      baseline numeric, target numeric, actual numeric,
      weight numeric not null,
      constraint indicator_name unique (cycle_id, unit_id, name));

    create table goal (
      id bigint generated always as identity constraint goal_pk primary key,
      evaluation_id bigint not null constraint goal_evaluation references evaluation,
      task_id bigint not null constraint goal_task references task,
      version int not null,
      key text not null,
      content jsonb not null,
      weight numeric not null,
      target numeric not null,
      indicator_id bigint constraint goal_indicator references indicator,
      agreed_at timestamptz not null,
      replaced_at timestamptz,
      constraint goal_version unique (evaluation_id, version, key));
    create unique index goal_in_force on goal (evaluation_id, key) where replaced_at is null;

    create table signature (
      id bigint generated always as identity constraint signature_pk primary key,
      evaluation_id bigint constraint signature_evaluation references evaluation,
      task_id bigint not null constraint signature_task references task,
      employee_id bigint not null constraint signature_employee references employee,
      meaning text not null
        constraint signature_meaning check (meaning in (
          'prepared', 'agreed', 'confirmed', 'discussed', 'acknowledged', 'refused', 'reviewed', 'decided')),
      document_sha256 bytea not null,
      signed_at timestamptz not null,
      void_at timestamptz);
    create index signature_by_evaluation on signature (evaluation_id);
    create index signature_by_task on signature (task_id);

    create table coaching_action (
      id bigint generated always as identity constraint coaching_action_pk primary key,
      evaluation_id bigint not null constraint coaching_action_evaluation references evaluation,
      task_id bigint not null constraint coaching_action_task references task,
      position int not null,
      what text not null,
      who text not null constraint coaching_action_who check (who in ('rater', 'employee')),
      by_on date not null,
      known_by text not null,
      replaced_at timestamptz,
      constraint coaching_action_position unique (task_id, position));
    comment on column coaching_action.replaced_at is 'the phase was taken back and another talk took its place';
    create index coaching_action_by_evaluation on coaching_action (evaluation_id);

    create table score (
      evaluation_id bigint not null constraint score_evaluation references evaluation,
      process_run_id bigint not null constraint score_pk primary key constraint score_run references process_run,
      score numeric, scaled numeric, level text,
      why_null text,
      inputs jsonb not null,
      steps jsonb not null,
      pack_sha256 bytea not null,
      computed_at timestamptz not null,
      constraint score_or_reason check ((score is null and level is null) = (why_null is not null)));
    create index score_by_evaluation on score (evaluation_id);

    create table calibration_session (
      process_run_id bigint not null
        constraint calibration_session_pk primary key constraint calibration_session_run references process_run,
      rating_group_id bigint not null constraint calibration_session_group references rating_group,
      chair_id bigint constraint calibration_session_chair references employee,
      inputs jsonb not null,
      steps jsonb not null,
      proposed_at timestamptz not null,
      meeting_at timestamptz,
      locked_at timestamptz,
      minutes text not null default '');
    comment on column calibration_session.meeting_at is 'of a meeting that was called again; null: the cycle''s';
    comment on column calibration_session.chair_id is 'null: nobody was named, the pack has no committee';

    create table calibration_seat (
      process_run_id bigint not null constraint calibration_seat_run references process_run,
      seat int not null,
      employee_id bigint not null constraint calibration_seat_employee references employee,
      constraint calibration_seat_pk primary key (process_run_id, seat),
      constraint calibration_seat_once unique (process_run_id, employee_id));

    create table calibration_place (
      process_run_id bigint not null constraint calibration_place_session references calibration_session,
      evaluation_id bigint not null constraint calibration_place_evaluation references evaluation,
      proposed_place int not null, place int not null, unit_place int not null,
      score numeric, scaled numeric, level text,
        grade text, points numeric, proposed_grade text, proposed_points numeric,
      constraint calibration_place_pk primary key (process_run_id, evaluation_id),
      constraint calibration_place_unique unique (process_run_id, place) deferrable initially deferred);

    create table adjustment (
      id bigint generated always as identity constraint adjustment_pk primary key,
      process_run_id bigint not null constraint adjustment_session references calibration_session,
      evaluation_id bigint not null constraint adjustment_evaluation references evaluation,
      position int not null,
      before_place int, after_place int,
      before_grade text, after_grade text,
      code text not null, reason text not null, proposer text not null default '',
      decided_by bigint not null constraint adjustment_decider references employee,
      decided_at timestamptz not null,
      constraint adjustment_position unique (process_run_id, position),
      constraint adjustment_changes check ((before_place is null) = (after_place is null)));
    comment on column adjustment.before_place is 'null where the committee changes levels, not places';

    create table result (
      id bigint generated always as identity constraint result_pk primary key,
      evaluation_id bigint not null constraint result_evaluation references evaluation,
      version int not null default 1,
      calibration_run_id bigint not null constraint result_calibration references process_run,
      grade text, points numeric, score numeric,
      overall text not null default '', opinion text not null, strengths text not null, next_year text not null,
      development jsonb not null default '[]',
      inputs jsonb not null,
      steps jsonb not null,
      changed_in_calibration boolean not null,
      pack_name text not null, pack_version text not null, pack_sha256 bytea not null,
      decided_at timestamptz not null,
      void_at timestamptz,
      reason text,
      constraint result_version unique (evaluation_id, version));
    create unique index result_in_force on result (evaluation_id) where void_at is null;

    create table acknowledgement (
      task_id bigint not null constraint acknowledgement_pk primary key constraint acknowledgement_task references task,
      result_id bigint not null constraint acknowledgement_result references result,
      answer text not null
        constraint acknowledgement_answer check (answer in ('confirmed', 'commented', 'refused', 'notice-given')),
      comment text not null default '',
      at timestamptz not null);
    create index acknowledgement_by_result on acknowledgement (result_id, at);
  `.execute(db);
}
