import { z } from 'zod';
import { ROLES } from '../../domain/permissions.ts';
import { route } from './route.ts';
import { employeeNo, id, line, name } from '../fields.ts';
import { LOCALES } from '../../domain/words/message.ts';
import { instant, nothing, words } from './wire.ts';

export const token = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/, 'not-a-token');

/** Only a path of our own pages: a link in a mail never leads elsewhere. */
export const nextPath = z
  .string()
  .max(200)
  .regex(/^\/(?![/\\])[A-Za-z0-9/_?=&.-]*$/, 'not-a-path');

export const me = z
  .object({
    employeeId: id,
    employeeNo: z.string(),
    name: z.string(),
    /** Of mails and pages; null: nobody has said, and the browser decides. */
    language: z.enum(LOCALES).nullable(),
    roles: z.array(z.enum(ROLES)),
    unit: z.object({ id, name: z.string() }),
    /** The address is new and nobody has confirmed it, so that what this person has to decide about others waits. */
    addressUnconfirmed: z.boolean(),
    /** Rates or reviews somebody in a cycle that is not archived. */
    manages: z.boolean(),
    /** Sent back as the header `csrf-token` with every request that changes something. */
    csrfToken: z.string(),
    hrContact: z.object({ label: words.nullable(), email: z.string().nullable() }),
    /** Rehearsals that this person meets: the banner and its clock. */
    rehearsals: z.array(z.object({ id, name: z.string(), now: instant, timeZone: z.string() })),
    /** The session ends then unless a request comes before. */
    sessionEndsAt: instant,
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export const signInRoutes = {
  askForLink: route({
    method: 'POST',
    url: '/sign-in/links',
    row: 'sign-in.ask',
    summary: 'Send a sign-in link; the answer never tells whether the address is known',
    status: 202,
    body: z.strictObject({ email: z.email().max(254), next: nextPath.optional() }),
    answer: z.object({ sent: z.literal('if-known') }),
  }),
  signIn: route({
    method: 'POST',
    url: '/sign-in',
    row: 'sign-in.use',
    summary: 'Use a sign-in link, once',
    status: 200,
    body: z.strictObject({
      token,
      /** Chosen on the page before signing in; else the `Accept-Language` of a first sign-in counts where nobody has said any. */
      language: z.enum(LOCALES).optional(),
    }),
    answer: z.object({ me, next: z.string() }),
  }),
  appointFirstHr: route({
    method: 'POST',
    url: '/first-hr',
    row: 'sign-in.appoint-first-hr',
    summary: 'Use the first start link: appoint two HR people, creating who is not imported yet',
    status: 200,
    body: z.strictObject({
      token,
      people: z
        .array(
          z.strictObject({
            employeeNo,
            name: line(100).optional(),
            email: z.email().max(254).optional(),
            unit: name(100).optional(),
          }),
        )
        .length(2),
    }),
    answer: z.object({ appointed: z.array(z.object({ employeeNo: z.string(), name: z.string() })) }),
  }),
  signOut: route({ method: 'POST', url: '/sign-out', row: 'sign-out', summary: 'End the session', status: 200, answer: nothing }),
  chooseLanguage: route({
    method: 'PUT',
    url: '/me/language',
    row: 'me.change',
    summary: "The language of one's own pages and mails, from now on",
    status: 200,
    body: z.strictObject({ language: z.enum(LOCALES) }),
    answer: nothing,
  }),
  getMe: route({ method: 'GET', url: '/me', row: 'me.read', summary: 'Who is signed in', status: 200, answer: me }),
};
