import { z } from 'zod';
import { ADDRESS_ANSWERS } from '../../domain/addresses.ts';
import { ROLES } from '../../domain/permissions.ts';
import { id } from '../fields.ts';
import { route } from './route.ts';
import { token } from './sign-in.ts';
import { instant, nothing, person } from './wire.ts';

export const addressChange = z
  .object({
    id,
    person,
    unit: z.string(),
    roles: z.array(z.enum(ROLES)),
    /** Null: the person was created. */
    oldEmail: z.string().nullable(),
    newEmail: z.string(),
    /** Null: the operator's command line. */
    changedBy: person.nullable(),
    changedAt: instant,
    /** Until somebody answers, the person decides nothing about others; false: they were new, and nobody else has said that there is one of them. */
    waits: z.boolean(),
    /** The reader is a second person: neither whose address it is nor who changed it. */
    mayConfirm: z.boolean(),
  })
  .meta({ id: 'AddressChange' });
export type AddressChange = z.infer<typeof addressChange>;

const MOST_AT_ONCE = 1000;

export const addressRoutes = {
  answerAddressChange: route({
    method: 'POST',
    url: '/address-changes/answer',
    row: 'address.answer',
    summary: 'The old address says, by the link of its mail, whether it was them: confirms the change, or undoes it',
    status: 200,
    body: z.strictObject({ token, answer: z.enum(ADDRESS_ANSWERS) }),
    answer: nothing,
  }),
  listAddressChanges: route({
    method: 'GET',
    url: '/address-changes',
    row: 'address.list',
    summary: 'Changed addresses and new people that nobody has confirmed, those first who decide nothing about others until then',
    status: 200,
    answer: z.object({ items: z.array(addressChange) }),
  }),
  confirmAddresses: route({
    method: 'POST',
    url: '/address-changes/confirm',
    row: 'address.confirm',
    summary: 'A second person confirms addresses, many at once',
    status: 200,
    body: z.strictObject({ ids: z.array(id).min(1).max(MOST_AT_ONCE) }),
    answer: z.object({ confirmed: z.int() }),
  }),
};
