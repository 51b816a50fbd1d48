import { z } from 'zod';
import { ROLES } from '../../domain/permissions.ts';
import { employeeNo, id, trimmed } from '../fields.ts';
import { requestOfTwo } from './asked-of-two.ts';
import { route } from './route.ts';
import { day, idParams, pageOf, pageQuery, person } from './wire.ts';

const MOST_PEOPLE = 1000;
const REASON_LENGTH = 1000;

/** What lies with somebody in a live cycle under way. */
export const lies = z
  .object({
    cycle: z.object({ id, name: z.string() }),
    /** Their own evaluation runs. */
    own: z.boolean(),
    /** How many people they rate, and review. */
    rates: z.int(),
    reviews: z.int(),
    chairs: z.boolean(),
    sits: z.boolean(),
    /** Further open tasks. */
    tasks: z.int(),
  })
  .meta({ id: 'Lies' });
export type Lies = z.infer<typeof lies>;

const leavingPerson = person.extend({
  unitName: z.string(),
  /** As it is recorded now. */
  leftOn: day.nullable(),
  roles: z.array(z.enum(ROLES)),
  lies: z.array(lies),
});
export type LeavingView = z.infer<typeof leavingPerson>;

export const departurePreview = z
  .object({
    needsSecondPerson: z.boolean(),
    /** Not empty: the request is refused. */
    blockedBy: z.array(z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).optional() })),
    people: z.array(leavingPerson),
  })
  .meta({ id: 'DeparturePreview' });
export type DeparturePreview = z.infer<typeof departurePreview>;

export const departureRequest = requestOfTwo
  .extend({
    people: z.array(leavingPerson),
    /** Null: they have not left after all. */
    leftOn: day.nullable(),
  })
  .meta({ id: 'DepartureRequest' });
export type DepartureRequestView = z.infer<typeof departureRequest>;

const departure = { employeeNos: z.array(employeeNo).min(1).max(MOST_PEOPLE), leftOn: day.nullable() };

export const departureRoutes = {
  previewDeparture: route({
    method: 'POST',
    url: '/departures/preview',
    row: 'people.leave',
    summary: 'Who would be recorded to have left from a day on (null: has not after all), and what lies with them',
    status: 200,
    body: z.strictObject(departure),
    answer: departurePreview,
  }),
  requestDeparture: route({
    method: 'POST',
    url: '/departures',
    row: 'people.leave',
    summary: 'Record that people have left; several, or whoever has a role, when a second person says yes',
    status: 200,
    body: z.strictObject({ ...departure, reason: trimmed(REASON_LENGTH) }),
    answer: departureRequest,
  }),
  listDepartures: route({
    method: 'GET',
    url: '/departures',
    row: 'command.list',
    summary: 'Requests about people who have left: those that wait first, then the newest',
    status: 200,
    query: pageQuery,
    answer: pageOf(departureRequest),
  }),
  approveDeparture: route({
    method: 'POST',
    url: '/departures/:id/approve',
    row: 'command.approve',
    summary: 'The second person says yes, and it is recorded',
    status: 200,
    params: idParams,
    answer: departureRequest,
  }),
  undoDeparture: route({
    method: 'POST',
    url: '/departures/:id/undo',
    row: 'command.undo',
    summary: 'Take it back before somebody has said yes',
    status: 200,
    params: idParams,
    answer: departureRequest,
  }),
};
