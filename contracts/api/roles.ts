import { z } from 'zod';
import { ROLES } from '../../domain/permissions.ts';
import { employeeNo, trimmed } from '../fields.ts';
import { requestOfTwo } from './asked-of-two.ts';
import { route } from './route.ts';
import { idParams, instant, pageOf, pageQuery, person } from './wire.ts';
import { REASON_LENGTH } from '../../domain/reason-length.ts';

const role = z.enum(ROLES);

/** A role that is to be given or taken away; a second person says yes. */
export const roleRequest = requestOfTwo
  .extend({
    employee: person.extend({ unitName: z.string() }),
    role,
    /** False: it is to be taken away. */
    grants: z.boolean(),
    /** What the person has now. */
    roles: z.array(role),
    /** Where the person signs in, and who of HR gave that address; null: an operator. */
    address: z.string(),
    addressBy: person.nullable(),
  })
  .meta({ id: 'RoleRequest' });
export type RoleRequestView = z.infer<typeof roleRequest>;

export const roleRoutes = {
  listRoles: route({
    method: 'GET',
    url: '/roles',
    row: 'role.list',
    summary: 'Who has which role',
    status: 200,
    answer: z.object({
      items: z.array(z.object({ employee: person.extend({ unitName: z.string() }), role, grantedAt: instant })),
    }),
  }),
  requestRole: route({
    method: 'POST',
    url: '/role-requests',
    row: 'role.request',
    summary: 'Ask that a role is given or taken away; while such a request waits, asking again answers with it',
    status: 200,
    body: z.strictObject({ employeeNo, role, grants: z.boolean(), reason: trimmed(REASON_LENGTH) }),
    answer: roleRequest,
  }),
  listRoleRequests: route({
    method: 'GET',
    url: '/role-requests',
    row: 'command.list',
    summary: 'Requests about roles: those that wait first, then the newest',
    status: 200,
    query: pageQuery,
    answer: pageOf(roleRequest),
  }),
  approveRole: route({
    method: 'POST',
    url: '/role-requests/:id/approve',
    row: 'command.approve',
    summary: 'The second person says yes, and the role is given or taken away',
    status: 200,
    params: idParams,
    answer: roleRequest,
  }),
  undoRole: route({
    method: 'POST',
    url: '/role-requests/:id/undo',
    row: 'command.undo',
    summary: 'Take it back before somebody has said yes',
    status: 200,
    params: idParams,
    answer: roleRequest,
  }),
};
