import type { FastifyInstance } from 'fastify';
import { taskRoutes as routes } from '../../contracts/api/tasks.ts';
import { closeTask } from '../../commands/close-task.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { cycleContexts } from '../../db/reading/cycle-context.ts';
import { answersOf, goalsOf, indicatorsOf } from '../../db/reading/evidence.ts';
import { logAccess, sessionRelation, taskRelation } from '../../db/reading/relations.ts';
import { findDraft, findSubmission, setAsideDrafts } from '../../db/reading/submissions.ts';
import { type TaskRecord, findTask, listTasks } from '../../db/reading/task-rows.ts';
import { compareInstants } from '../../domain/cycle/instants.ts';
import { DomainError } from '../../domain/errors.ts';
import { AUDIENCES, type Relation, readByOthers } from '../../domain/permissions.ts';
import { draftedBefore } from '../../domain/tasks/drafted-goals.ts';
import type { ApiDeps } from '../deps.ts';
import { accessBy } from '../access.ts';
import { type Call, serve } from '../serve.ts';
import { cycleRef } from '../views/cycle-ref.ts';
import { afterCursor, pageFrom } from '../views/page.ts';
import { subjectOf, taskRowOf, taskViewOf } from '../views/task-view.ts';

export function addTaskRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.listTasks, {
    handle: async ({ query: { group, cursor, limit }, caller: { employeeId } }) => {
      const { rows, next } = pageFrom(await listTasks(db, { employeeId, group, limit, after: afterCursor(cursor) }), limit);
      const cycles = await cycleContexts(db, [...new Set(rows.map((row) => row.cycleId))]);
      const items = rows.flatMap((row) => {
        const cycle = cycles.get(row.cycleId);
        return cycle === undefined ? [] : [taskRowOf(cycle, row, employeeId)];
      });
      return { items, next };
    },
  });

  serve(app, routes.getTask, {
    relations: async ({ params: { id }, caller: { employeeId } }) => {
      const found = await taskRelation(db, { taskId: id, employeeId });
      if (found?.assignee !== true) return [];
      if (found.unproven) throw new DomainError('address-unconfirmed');
      return ['assignee'];
    },
    handle: async (call) => {
      const { id } = call.params;
      const { employeeId } = call.caller;
      const [task, draft] = await Promise.all([findTask(db, id), findDraft(db, id)]);
      const cycle = task && (await cycleContexts(db, [task.cycleId])).get(task.cycleId);
      if (task === undefined || cycle === undefined) throw new DomainError('not-found');
      const session =
        task.ratingGroupId === null ? undefined : await sessionRelation(db, { processRunId: task.processRunId, employeeId });
      const seesBoard = session?.member === true && session.open;
      const view = await taskViewOf(db, { task, cycle, draft, readerId: employeeId, seesBoard });
      const seen =
        view.evidence.board?.places.map((place) => place.evaluationId) ?? (task.evaluationId === null ? [] : [task.evaluationId]);
      await logAccess(
        db,
        task.employeeId === employeeId
          ? []
          : seen.map((evaluationId) => accessBy(call, { evaluationId, what: `task.${task.kind}` })),
      );
      return view;
    },
  });

  serve(app, routes.saveDraft, {
    relations: 'by-command',
    handle: async ({ params, body: { version, content }, caller }) => {
      const saved = await saveDraft(db, { taskId: params.id, actorId: caller.employeeId, version, content });
      return { ...saved, notKept: [...saved.notKept] };
    },
  });

  serve(app, routes.closeTask, {
    relations: 'by-command',
    handle: async ({ params, body, caller }) => {
      const closed = await closeTask(db, {
        taskId: params.id,
        actorId: caller.employeeId,
        outcome: body.outcome,
        version: body.version,
      });
      return { ...closed, outcome: body.outcome };
    },
  });

  serve(app, routes.listSetAside, {
    handle: async (call) => {
      const { employeeId } = call.caller;
      const drafts = await setAsideDrafts(db, employeeId);
      const tasks = await Promise.all(drafts.map(async (draft) => ({ draft, task: await findTask(db, draft.taskId) })));
      const cycles = await cycleContexts(db, [...new Set(tasks.flatMap(({ task }) => task?.cycleId ?? []))]);
      const items = tasks.flatMap(({ draft: { id, savedAt, content }, task }) => {
        const cycle = task && cycles.get(task.cycleId);
        if (task === undefined || cycle === undefined) return [];
        return [{ id, kind: task.kind, savedAt, subject: subjectOf(task, employeeId), cycle: cycleRef(cycle), content }];
      });
      const others = items.flatMap(({ kind, subject }) =>
        subject.of === 'evaluation' && !subject.mine ? [{ kind, ...subject }] : [],
      );
      await logAccess(
        db,
        others.map(({ kind, evaluationId }) => accessBy(call, { evaluationId, what: `set-aside.${kind}` })),
      );
      return { items };
    },
  });

  serve(app, routes.getSubmission, {
    relations: (call) => submissionRelations(db, call),
    handle: async (call) => {
      const { id } = call.params;
      const { employeeId } = call.caller;
      const [task, submission] = await Promise.all([findTask(db, id), findSubmission(db, id)]);
      const cycle = task && (await cycleContexts(db, [task.cycleId])).get(task.cycleId);
      if (task === undefined || submission === undefined || cycle === undefined) throw new DomainError('not-found');
      if (task.evaluationId !== null && task.employeeId !== employeeId)
        await logAccess(db, [accessBy(call, { evaluationId: task.evaluationId, what: `submission.${task.kind}` })]);
      const { kind, round } = task;
      const content = task.assigneeId === employeeId ? submission.content : readByOthers(kind, submission.content);
      const named = await namedIn(db, task, submission.closedAt);
      return { ...submission, content, kind, round, subject: subjectOf(task, employeeId), cycle: cycleRef(cycle), ...named };
    },
  });
}

/** What a submission names by id. */
async function namedIn(db: ApiDeps['db'], task: TaskRecord, at: string) {
  const { id, processRunId, evaluationId, unitId, cycleId, kind } = task;
  if (evaluationId === null || unitId === null) return { goals: [], indicators: [] };
  const [goals, indicators] = await Promise.all([goalsOf(db, evaluationId), indicatorsOf(db, { cycleId, unitId })]);
  const inForce = goals.filter(
    ({ agreedAt, replacedAt }) =>
      compareInstants(agreedAt, at) <= 0 && (replacedAt === null || compareInstants(replacedAt, at) > 0),
  );
  const decides = kind === 'goals.agree' || kind === 'goals.confirm';
  const drafted = decides ? draftedBefore(await answersOf(db, processRunId), id) : [];
  return { goals: drafted.length === 0 ? inForce : [...drafted], indicators: [...indicators] };
}

/** The audience of the kind: an employee never reads a rating here, a rater no vote of a committee. */
async function submissionRelations(
  db: ApiDeps['db'],
  { params, caller }: Call<typeof routes.getSubmission>,
): Promise<readonly Relation[]> {
  const found = await taskRelation(db, { taskId: params.id, employeeId: caller.employeeId });
  if (found?.state !== 'closed') return [];
  const audience = AUDIENCES[found.kind];
  const relations: Relation[] = [];
  if (found.assignee && !found.unproven) relations.push('assignee');
  if (found.owner && audience.includes('employee')) relations.push('owner');
  if (found.chain && audience.includes('rater')) relations.push('chain');
  return relations;
}
