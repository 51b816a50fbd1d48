import { z } from 'zod';
import { ADDRESS_ANSWERS, LEFT_UNCONFIRMED, MOST_CONFIRMED_AT_ONCE } from '../../domain/addresses.ts';
import { ROLES } from '../../domain/permissions.ts';
import { id } from '../fields.ts';
import { route } from './route.ts';
import { token } from './sign-in.ts';
import { instant, nothing, pageOf, pageQuery, person } from './wire.ts';

export const addressChange = z
  .object({
    id,
    person,
    unit: z.string(),
    roles: z.array(z.enum(ROLES)),
    /** Null: the person was created, or an old address has objected. */
    oldEmail: z.string().nullable(),
    /** The old address that has objected to a change which was confirmed; null: none. */
    objectedBy: z.string().nullable(),
    newEmail: z.string(),
    /** Null: the operator's command line. */
    changedBy: person.nullable(),
    changedAt: instant,
    /** The reader is a second person: neither whose address it is nor who changed it. */
    mayConfirm: z.boolean(),
  })
  .meta({ id: 'AddressChange' });
export type AddressChange = z.infer<typeof addressChange>;

const addressConfirmation = z
  .object({
    confirmed: z.int(),
    /** Not confirmed, as it is not the reader's to answer: theirs, changed by them, of a mailbox of theirs, or their own case. */
    left: z.array(z.object({ person, code: z.enum(LEFT_UNCONFIRMED) })),
  })
  .meta({ id: 'AddressConfirmation' });
export type AddressConfirmation = z.infer<typeof addressConfirmation>;

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
    summary: 'Changed addresses and new people that nobody has confirmed, those first who have a post or a role',
    status: 200,
    query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
    answer: pageOf(addressChange),
  }),
  confirmAddresses: route({
    method: 'POST',
    url: '/address-changes/confirm',
    row: 'address.confirm',
    summary: 'A second person confirms addresses, many at once; those that are not theirs to answer are left',
    status: 200,
    body: z.strictObject({ ids: z.array(id).min(1).max(MOST_CONFIRMED_AT_ONCE) }),
    answer: addressConfirmation,
  }),
};
