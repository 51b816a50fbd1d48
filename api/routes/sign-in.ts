import type { FastifyInstance } from 'fastify';
import { type Me, signInRoutes as routes } from '../../contracts/api/sign-in.ts';
import { appointFirstHr } from '../../commands/appoint-first-hr.ts';
import { chooseLanguage } from '../../commands/choose-language.ts';
import { consumeSignIn } from '../../commands/consume-sign-in.ts';
import { requestSignIn } from '../../commands/request-sign-in.ts';
import { findHrContact, findMe } from '../../db/reading/me.ts';
import { findSession } from '../../db/sessions.ts';
import { DomainError } from '../../domain/errors.ts';
import { languageOfBrowser } from '../../domain/words/languages.ts';
import { ROLES } from '../../domain/permissions.ts';
import type { Route } from '../../contracts/api/route.ts';
import type { ApiDeps } from '../deps.ts';
import { type Call, serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';

export function addSignInRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { db } = deps;

  serve(app, routes.askForLink, {
    handle: async ({ body: { email, next } }) => {
      await requestSignIn(db, { email, next });
      return { sent: 'if-known' as const };
    },
  });

  serve(app, routes.signIn, {
    handle: async (call) => {
      const { token, language: chosen } = call.body;
      const browser = languageOfBrowser(call.request.headers['accept-language']);
      const { employeeId, next, addressSha256 } = await consumeSignIn(db, { token, chosen, browser });
      // A new id: a session that somebody else may know never becomes a signed-in one.
      await call.request.session.regenerate();
      call.request.session.employeeId = employeeId;
      call.request.session.addressSha256 = addressSha256;
      const csrfToken = call.reply.generateCsrf();
      await call.request.session.save();
      const owner = (await findSession(db, call.request.session.sessionId))?.owner;
      if (owner == null) throw new DomainError('link-used-or-expired');
      const { endsAt: sessionEndsAt, isUnproven } = owner;
      return { me: await meOf(deps, { employeeId, csrfToken, sessionEndsAt, isUnproven }), next };
    },
  });

  serve(app, routes.appointFirstHr, {
    handle: async ({ body }) => ({ appointed: [...(await appointFirstHr(db, body))] }),
  });

  serve(app, routes.signOut, {
    handle: async ({ request }) => {
      await request.session.destroy();
      return null;
    },
  });

  serve(app, routes.chooseLanguage, {
    handle: async ({ body: { language }, caller: { employeeId } }) => {
      await chooseLanguage(db, { employeeId, language });
      return null;
    },
  });

  serve(app, routes.getMe, {
    handle: ({ caller, reply }: Call<Route>) => meOf(deps, { ...caller, csrfToken: reply.generateCsrf() }),
  });
}

interface OpenSession extends Pick<SignedIn, 'employeeId' | 'sessionEndsAt' | 'isUnproven'> {
  readonly csrfToken: string;
}

async function meOf({ db, hrContact }: ApiDeps, session: OpenSession): Promise<Me> {
  const [found, someone] = await Promise.all([
    findMe(db, session.employeeId),
    hrContact.label === null && hrContact.email === null ? findHrContact(db) : undefined,
  ]);
  if (found === undefined) throw new DomainError('not-signed-in');
  const roles = session.isUnproven ? [] : ROLES.filter((role) => found.roles.includes(role));
  return {
    ...found,
    roles,
    addressUnconfirmed: session.isUnproven && (found.roles.length > 0 || found.manages),
    rehearsals: [...found.rehearsals],
    csrfToken: session.csrfToken,
    sessionEndsAt: session.sessionEndsAt,
    hrContact: someone ?? hrContact,
  };
}
