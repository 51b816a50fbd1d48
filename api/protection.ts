import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { findSignedIn, sessionStore } from './session-store.ts';

const ACCOUNT_REQUESTS_PER_MINUTE = 3_000;
/** A city hall is one address: what is not signed in is limited loosely by address, sign-in links by the address they go to. */
const ADDRESS_REQUESTS_PER_MINUTE = 6_000;
const SIGN_IN_LINKS_IN_TEN_MINUTES = 10;

/** Headers, cookies, sessions, forgery tokens and rate limits, in the order in which they act. */
export async function addProtection(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  const https = deps.webUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cookie);
  await app.register(session, {
    secret: deps.sessionSecret,
    store: sessionStore(deps.db),
    cookieName: 'dure',
    saveUninitialized: false,
    rolling: false,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: https },
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: (request) => tokenOf(request) });
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    max: (request: FastifyRequest) =>
      findSignedIn(request) === undefined ? ADDRESS_REQUESTS_PER_MINUTE : (deps.requestsPerMinute ?? ACCOUNT_REQUESTS_PER_MINUTE),
    keyGenerator: (request: FastifyRequest) => {
      const caller = findSignedIn(request);
      return caller === undefined ? `address ${request.ip}` : `account ${caller.employeeId}`;
    },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  });
}

/** Only the header: a form of another site cannot set it. */
function tokenOf(request: FastifyRequest): string | undefined {
  const token = request.headers['csrf-token'];
  return typeof token === 'string' ? token : undefined;
}

/** Sign-in links, by the address they are asked for: known or not, the answer is the same. */
export const SIGN_IN_LINK_LIMIT = {
  max: SIGN_IN_LINKS_IN_TEN_MINUTES,
  timeWindow: 600_000,
  hook: 'preHandler',
  groupId: 'sign-in-links',
  keyGenerator: (request: FastifyRequest) => `link ${(request.body as { email: string }).email.toLowerCase()}`,
} as const;
