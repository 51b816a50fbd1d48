import { z } from 'zod';
import { evidence, formRules, goalInForce, indicator } from './evidence.ts';
import { route } from './route.ts';
import { id } from '../fields.ts';
import { cycleRef, idParams, ifSilent, instant, kind, outcome, pageOf, pageQuery, person, sentence, words } from './wire.ts';

export const TASK_GROUPS = ['mine', 'waiting', 'done'] as const;

export const phaseStep = z
  .object({
    phase: z.string(),
    position: z.int(),
    title: words,
    state: z.enum(['done', 'now', 'next', 'skipped']),
    opensAt: instant,
    closesAt: instant,
  })
  .meta({ id: 'PhaseStep' });
export type PhaseStep = z.infer<typeof phaseStep>;

/** Whom the task is about: a person's evaluation, or a rating group. */
export const subject = z
  .union([
    z.object({
      of: z.literal('evaluation'),
      evaluationId: id,
      name: z.string(),
      unitName: z.string(),
      grade: z.string().nullable(),
      mine: z.boolean(),
    }),
    z.object({ of: z.literal('rating-group'), ratingGroupId: id, name: z.string() }),
    z.object({ of: z.literal('cycle'), name: z.string() }),
  ])
  .meta({ id: 'Subject' });

export const taskRow = z
  .object({
    id,
    kind,
    round: z.int(),
    seat: z.int(),
    state: z.enum(['open', 'closed']),
    outcome: outcome.nullable(),
    reason: z.string().nullable(),
    subject,
    cycle: cycleRef,
    phase: z.string(),
    processRunId: id,
    assignee: person.extend({ role: z.enum(['employee', 'rater', 'reviewer', 'member', 'chair']) }).nullable(),
    openedAt: instant,
    dueAt: instant.nullable(),
    /** null: people decide about silence, there is no last instant. */
    acceptedUntil: instant.nullable(),
    late: z.boolean(),
    paused: z.boolean(),
    /** It was about a session that is not decided, in which its assignee sits: the papers are there. */
    papersOpen: z.boolean(),
    closedAt: instant.nullable(),
    minutes: z.int().nullable(),
    draft: z.object({ version: z.int(), savedAt: instant.nullable() }).nullable(),
    standing: sentence,
    ifSilent,
  })
  .meta({ id: 'TaskRow' });
export type TaskRow = z.infer<typeof taskRow>;

export const task = taskRow
  .extend({
    /** The form of `contracts/forms.ts`; null when the task is closed. */
    draft: z.object({ version: z.int(), content: z.record(z.string(), z.unknown()), savedAt: instant.nullable() }).nullable(),
    allowedOutcomes: z.array(z.enum(['done', 'returned'])),
    /** Who reads the form: its draft, and what was handed in. */
    audience: z.object({
      draft: z.array(z.literal('assignee')),
      submission: z.array(z.enum(['employee', 'rater', 'reviewer', 'members'])),
    }),
    steps: z.array(phaseStep),
    rules: formRules,
    evidence,
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof task>;

export const submission = z
  .object({
    taskId: id,
    kind,
    round: z.int(),
    outcome,
    version: z.int(),
    content: z.record(z.string(), z.unknown()),
    sha256: z.string(),
    closedAt: instant,
    closedBy: z.string().nullable(),
    subject,
    cycle: cycleRef,
    /** What the content names by id: the goals in force when it was handed in, or those of the draft that it answers, and the indicators that they may serve. */
    goals: z.array(goalInForce.pick({ key: true, content: true })),
    indicators: z.array(indicator),
  })
  .meta({ id: 'Submission' });

/** A draft of mine whose task went to somebody else, or was ended, before I handed it in. */
export const setAsideDraft = z
  .object({ id, kind, savedAt: instant, subject, cycle: cycleRef, content: z.record(z.string(), z.unknown()) })
  .meta({ id: 'SetAsideDraft' });

const version = z.int().min(0).max(1_000_000);

export const taskRoutes = {
  listTasks: route({
    method: 'GET',
    url: '/tasks',
    row: 'task.list',
    summary: 'My open tasks, what waits on others, or what is done; what others wait for first, then by due date',
    status: 200,
    query: pageQuery.extend({ group: z.enum(TASK_GROUPS).default('mine') }),
    answer: pageOf(taskRow),
  }),
  getTask: route({
    method: 'GET',
    url: '/tasks/:id',
    row: 'task.read',
    summary: 'One task, its form and everything beside it',
    status: 200,
    params: idParams,
    answer: task,
  }),
  saveDraft: route({
    method: 'PUT',
    url: '/tasks/:id/draft',
    row: 'task.draft',
    summary: 'Autosave; nothing else happens',
    status: 200,
    params: idParams,
    body: z.strictObject({ version, content: z.record(z.string(), z.unknown()) }),
    answer: z.object({
      version: z.int(),
      savedAt: instant,
      /** Fields that could not be kept, by JSON pointer into the content, and why; all others are saved. */
      notKept: z.array(z.object({ path: z.string(), reason: z.string() })),
    }),
  }),
  closeTask: route({
    method: 'POST',
    url: '/tasks/:id/close',
    row: 'task.close',
    summary: 'Hand in the saved draft of this version; again with the same outcome and version gives the same answer',
    status: 200,
    params: idParams,
    body: z.strictObject({ outcome: z.enum(['done', 'returned']), version }),
    answer: z.object({ taskId: id, kind, outcome, closedAt: instant, submissionSha256: z.string() }),
  }),
  listSetAside: route({
    method: 'GET',
    url: '/set-aside-drafts',
    row: 'set-aside.list',
    summary: 'What I had written when a task went to somebody else or was ended; nobody else reads it',
    status: 200,
    answer: z.object({ items: z.array(setAsideDraft) }),
  }),
  getSubmission: route({
    method: 'GET',
    url: '/tasks/:id/submission',
    row: 'submission.read',
    summary: 'What was handed in',
    status: 200,
    params: idParams,
    answer: submission,
  }),
};
