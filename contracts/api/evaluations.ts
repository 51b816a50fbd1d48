import { z } from 'zod';
import { PURPOSES } from '../../domain/purposes.ts';
import { PHASE_STATES } from '../../domain/cycle/phase-states.ts';
import { agreedAction, calibrationBoard, goalInForce, indicator } from './evidence.ts';
import { evaluationParams } from './results.ts';
import { route } from './route.ts';
import { phaseStep } from './tasks.ts';
import { id } from '../fields.ts';
import { cycleRef, instant, kind, pageOf, pageQuery, person, sentence, words } from './wire.ts';

export const ownEvaluation = z
  .object({
    evaluationId: id,
    cycle: cycleRef,
    state: z.enum(['enrolled', 'excluded', 'withdrawn']),
    rater: person.nullable(),
    reviewer: person.nullable(),
    standing: sentence,
    steps: z.array(phaseStep),
    goals: z.array(goalInForce),
    actions: z.array(agreedAction),
    published: z.boolean(),
  })
  .meta({ id: 'OwnEvaluation' });

/** Days of a rehearsal are of its own clock. */
const ofCycle = { cycleName: z.string(), rehearsalId: id.nullable() };

export const teamMember = z
  .object({
    evaluationId: id,
    employeeNo: z.string(),
    name: z.string(),
    unitName: z.string(),
    grade: z.string().nullable(),
    cycleId: id,
    ...ofCycle,
    as: z.enum(['rater', 'reviewer']),
    phases: z.array(
      z.object({ phase: z.string(), title: words, state: z.enum(PHASE_STATES), late: z.boolean(), mine: z.boolean() }),
    ),
    /** My open task about this person. */
    task: z.object({ id, kind, dueAt: instant.nullable(), late: z.boolean() }).nullable(),
  })
  .meta({ id: 'TeamMember' });

const look = z.object({
  at: instant,
  by: z.string(),
  what: z.string(),
  purpose: z.enum(PURPOSES).nullable(),
  note: z.string().nullable(),
});

export const evaluationRoutes = {
  getMyEvaluation: route({
    method: 'GET',
    url: '/my-evaluation',
    row: 'own-evaluation.read',
    summary: 'Where I stand, in every cycle, newest first',
    status: 200,
    answer: z.object({ items: z.array(ownEvaluation) }),
  }),
  getMyTeam: route({
    method: 'GET',
    url: '/my-team',
    row: 'team.read',
    summary: 'Whom I rate or review, by phase, and the actions I owe',
    status: 200,
    answer: z.object({
      people: z.array(teamMember),
      actionsOwed: z.array(
        agreedAction.extend({ evaluationId: id, name: z.string(), past: z.boolean(), done: z.boolean().nullable(), ...ofCycle }),
      ),
      /** Archived cycles in which I rated or reviewed, the last one first. */
      archived: z.array(z.object({ id, name: z.string(), timeZone: z.string(), archivedAt: instant })),
    }),
  }),
  getGoals: route({
    method: 'GET',
    url: '/evaluations/:evaluationId/goals',
    row: 'goals.read',
    summary: 'Goals in force, their replaced versions, and the unit indicators',
    status: 200,
    params: evaluationParams,
    answer: z.object({
      goals: z.array(goalInForce),
      replaced: z.array(goalInForce.extend({ replacedAt: instant })),
      indicators: z.array(indicator),
    }),
  }),
  getAccess: route({
    method: 'GET',
    url: '/evaluations/:evaluationId/access',
    row: 'access.read',
    summary: 'Who opened the evaluation, when and what for, newest first; without a purpose it was their part in it',
    status: 200,
    params: evaluationParams,
    query: pageQuery,
    answer: pageOf(look),
  }),
  getCalibration: route({
    method: 'GET',
    url: '/calibrations/:processRunId',
    row: 'calibration.read',
    summary: 'The board of an open session, for its members',
    status: 200,
    params: z.strictObject({ processRunId: id }),
    answer: calibrationBoard,
  }),
};
