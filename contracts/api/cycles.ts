import { z } from 'zod';
import { ROLES } from '../../domain/permissions.ts';
import { PHASE_STATES } from '../../domain/cycle/phase-states.ts';
import { createCycleSchema, launchPreviewSchema } from '../cycle.ts';
import { route } from './route.ts';
import { id, line, name } from '../fields.ts';
import { cycleRef, day, idParams, instant, kind, outcome, pageOf, pageQuery, person, words } from './wire.ts';

export const cycleRow = cycleRef
  .extend({
    pack: z.object({ name: z.string(), version: z.string(), title: words }),
    /** Null: the whole year. */
    period: z.object({ key: z.string(), title: words }).nullable(),
    launchedAt: instant.nullable(),
    publishedAt: instant.nullable(),
    archivedAt: instant.nullable(),
    /** The last phase that was launched. */
    phase: z.string().nullable(),
  })
  .meta({ id: 'CycleRow' });

export const cycle = cycleRow
  .extend({
    committee: z.object({ chair: person.nullable(), members: z.array(person) }),
    meetingAt: instant.nullable(),
    publicationAt: instant,
    archiveAt: instant,
    /** Dates of the cycle, its own today among them, after the last known holiday: each of their weekdays counts as worked. */
    unknownHolidays: z.object({ knownUntil: day.nullable(), days: z.array(day) }),
    phases: z.array(
      z.object({
        phase: z.string(),
        position: z.int(),
        title: words,
        subject: z.enum(['evaluation', 'rating-group']),
        opensAt: instant,
        closesAt: instant,
        newcomerDays: z.int().nullable(),
        launchedAt: instant.nullable(),
        tasks: z.array(z.object({ kind, dueAt: instant, ifSilent: z.string(), minutes: z.int(), statutory: z.boolean() })),
      }),
    ),
    groups: z.array(
      z.object({
        id,
        name: z.string(),
        quota: z.boolean(),
        spareLowest: z.boolean(),
        members: z.int(),
        /** When its calibration was decided; a group is frozen before its committee meets. */
        decidedAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'Cycle' });

/** Sums up: enrolled = done + skipped + writing + notStarted + withSuperior + waiting + paused + failed + notLaunched. `late` is part of them. */
export const boardCounts = z.object({
  enrolled: z.int(),
  done: z.int(),
  skipped: z.int(),
  writing: z.int(),
  notStarted: z.int(),
  withSuperior: z.int(),
  waiting: z.int(),
  paused: z.int(),
  /** No human can move it but an operator. */
  failed: z.int(),
  notLaunched: z.int(),
  late: z.int(),
});

/** Whether anybody still has a turn, anything failed, anything is paused. */
const leftOpen = z.object({ turns: z.boolean(), failed: z.boolean(), paused: z.boolean() });

export const board = z
  .object({
    cycle: cycleRef,
    phase: z.string().nullable(),
    phases: z.array(z.object({ phase: z.string(), title: words, launchedAt: instant.nullable(), closesAt: instant })),
    closesAt: instant.nullable(),
    totals: boardCounts.extend({
      notEnrolled: z.int(),
      withdrawn: z.int(),
      deadMails: z.int(),
      deadRequests: z.int(),
      /** Processes of the cycle itself and of its groups that cannot go on. */
      stopped: z.int(),
      dueToday: z.int(),
    }),
    units: z.array(
      boardCounts.extend({
        unitId: id,
        unitName: z.string(),
        /** Of the open tasks: since when, and whose turn it is. */
        oldestWait: z
          .object({ since: instant, kind, role: z.enum(['employee', 'rater', 'reviewer', 'member', 'chair']) })
          .nullable(),
        withdrawn: z.int(),
      }),
    ),
    /** Requests that wait for a second person or for their instant. */
    openRequests: z.int(),
    /** In the phase. */
    leftOpen,
  })
  .meta({ id: 'Board' });
export type Board = z.infer<typeof board>;

export const boardPerson = z
  .object({
    evaluationId: id,
    employeeNo: z.string(),
    name: z.string(),
    unitId: id,
    unitName: z.string(),
    grade: z.string().nullable(),
    enrolment: z.enum(['enrolled', 'excluded', 'withdrawn']),
    phase: z.string().nullable(),
    state: z.enum(PHASE_STATES).nullable(),
    late: z.boolean(),
    processRunId: id.nullable(),
    whyFailed: z.string().nullable(),
    rater: person.nullable(),
    reviewer: person.nullable(),
    task: z
      .object({
        id,
        kind,
        round: z.int(),
        assignee: person,
        openedAt: instant,
        dueAt: instant.nullable(),
        escalatedAt: instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'BoardPerson' });

export const timelineEvent = z
  .object({
    at: instant,
    what: z.string(),
    phase: z.string().nullable(),
    kind: kind.nullable(),
    round: z.int().nullable(),
    outcome: outcome.nullable(),
    who: z.string().nullable(),
    mailKind: z.string().nullable(),
    dueAt: instant.nullable(),
  })
  .meta({ id: 'TimelineEvent' });

export const mailRow = z
  .object({
    id,
    employeeNo: z.string(),
    name: z.string(),
    email: z.string(),
    mailKind: z.string(),
    phase: z.string().nullable(),
    state: z.enum(['queued', 'sending', 'sent', 'dead', 'dropped']),
    sendAt: instant,
    sentAt: instant.nullable(),
    attempts: z.int(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'MailRow' });

export const handover = z
  .object({
    employeeNo: z.string(),
    name: z.string(),
    unit: z.string(),
    leftOn: day,
    /** Their own, while it runs. */
    evaluationId: id.nullable(),
    /** Evaluations that they rate, or review. */
    rates: z.array(id),
    reviews: z.array(id),
    /** The committee, or a session that is not decided yet. */
    chairs: z.boolean(),
    sits: z.boolean(),
    /** Open, and theirs by an order of HR. */
    tasks: z.array(z.object({ id, kind })),
    roles: z.array(z.enum(ROLES)),
  })
  .meta({ id: 'Handover' });

/** Of somebody who starts, as the list of people names it now. */
export const launchRelation = z
  .object({
    employeeNo: z.string(),
    name: z.string(),
    unit: z.string(),
    grade: z.string().nullable(),
    group: z.string(),
    rater: person.nullable(),
    reviewer: person.nullable(),
  })
  .meta({ id: 'LaunchRelation' });

const unreadableAnswer = z
  .object({ taskId: id, kind, evaluationId: id, employeeNo: z.string(), name: z.string(), unit: z.string() })
  .meta({ id: 'UnreadableAnswer' });

export const cycleRoutes = {
  listCycles: route({
    method: 'GET',
    url: '/cycles',
    row: 'cycle.list',
    summary: 'All cycles, newest first',
    status: 200,
    answer: z.object({ items: z.array(cycleRow) }),
  }),
  createCycle: route({
    method: 'POST',
    url: '/cycles',
    row: 'cycle.create',
    summary: 'Plan a cycle; nothing is launched',
    status: 201,
    body: createCycleSchema,
    answer: z.object({ id }),
  }),
  getCycle: route({
    method: 'GET',
    url: '/cycles/:id',
    row: 'cycle.read',
    summary: 'A cycle with its windows, rules and groups',
    status: 200,
    params: idParams,
    answer: cycle,
  }),
  previewLaunch: route({
    method: 'GET',
    url: '/cycles/:id/launch-preview',
    row: 'cycle.preview-launch',
    summary: 'Who starts, who does not and why, what must be mended, which mails go',
    status: 200,
    params: idParams,
    answer: launchPreviewSchema,
  }),
  listRelations: route({
    method: 'GET',
    url: '/cycles/:id/relations',
    row: 'cycle.preview-launch',
    summary:
      'Who starts, in which group, and who rates and reviews them; `q` is a name, its initial consonants or a number of any of the three',
    status: 200,
    params: idParams,
    query: pageQuery.extend({ q: name(60).optional() }),
    answer: pageOf(launchRelation),
  }),
  getBoard: route({
    method: 'GET',
    url: '/cycles/:id/board',
    row: 'cycle.board',
    summary: 'The control room: counts by unit that add up; the last launched phase unless one is named',
    status: 200,
    params: idParams,
    query: z.strictObject({ phase: line(60).optional() }),
    answer: board,
  }),
  listPeople: route({
    method: 'GET',
    url: '/cycles/:id/people',
    row: 'cycle.people',
    summary: 'Status by person, never a rating; `q` is a name, its initial consonants or a number',
    status: 200,
    params: idParams,
    query: pageQuery.extend({
      unit: id.optional(),
      phase: line(60).optional(),
      state: z.enum([...PHASE_STATES, 'late', 'withdrawn', 'excluded']).optional(),
      q: name(60).optional(),
    }),
    answer: pageOf(boardPerson),
  }),
  listHandovers: route({
    method: 'GET',
    url: '/cycles/:id/handovers',
    row: 'cycle.people',
    summary: 'Who has left, and what lies with them and is to be handed on',
    status: 200,
    params: idParams,
    answer: z.object({ committeePhase: z.string().nullable(), items: z.array(handover) }),
  }),
  listUnreadable: route({
    method: 'GET',
    url: '/cycles/:id/unreadable',
    row: 'cycle.people',
    summary: 'Whose answers were handed in and can no longer be read; none of what they say',
    status: 200,
    params: idParams,
    answer: z.object({ items: z.array(unreadableAnswer) }),
  }),
  getTimeline: route({
    method: 'GET',
    url: '/cycles/:id/people/:evaluationId/timeline',
    row: 'cycle.timeline',
    summary: 'One person: what, when, whose turn, which mail arrived',
    status: 200,
    params: z.strictObject({ id, evaluationId: id }),
    answer: z.object({ person: boardPerson, events: z.array(timelineEvent), leftOpen }),
  }),
  listMails: route({
    method: 'GET',
    url: '/cycles/:id/mails',
    row: 'cycle.mails',
    summary: 'Mails of the cycle, by state',
    status: 200,
    params: idParams,
    query: pageQuery.extend({ state: z.enum(['queued', 'sending', 'sent', 'dead', 'dropped']).default('dead') }),
    answer: pageOf(mailRow),
  }),
};
