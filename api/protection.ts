import { setTimeout as delay } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import helmet from '@fastify/helmet';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import session from '@fastify/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { addRenewal } from './renewal.ts';
import { requestStore } from './request-store.ts';
import { findSignedIn, sessionStore } from './session-store.ts';

const MINUTE_MS = 60_000;
const ACCOUNT_REQUESTS_PER_MINUTE = 3_000;
/** A city hall is one address: over this, whoever is not signed in there is answered a second later, and never refused. */
const ADDRESS_REQUESTS_PER_MINUTE = 6_000;
const LATER_MS = 1_000;

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
  addRenewal(app, deps.db);
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: (request) => tokenOf(request) });
  await limitRequests(app, deps);
}

async function limitRequests(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  await app.register(rateLimit, {
    store: requestStore(deps.db),
    timeWindow: MINUTE_MS,
    max: deps.requestsPerMinute ?? ACCOUNT_REQUESTS_PER_MINUTE,
    keyGenerator: (request: FastifyRequest) => `account ${findSignedIn(request)?.employeeId ?? ''}`,
    allowList: (request: FastifyRequest) => !isApi(request) || findSignedIn(request) === undefined,
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  });
  const countByAddress = app.createRateLimit({
    max: deps.addressRequestsPerMinute ?? ADDRESS_REQUESTS_PER_MINUTE,
    keyGenerator: (request: FastifyRequest) => `address ${normalizeIP(request.ip)}`,
    allowList: [],
  });
  const later = deps.later ?? (() => delay(LATER_MS));
  app.addHook('onRequest', async (request) => {
    if (!isApi(request) || findSignedIn(request) !== undefined) return;
    const stand = await countByAddress(request);
    if (!stand.isAllowed && stand.isExceeded) await later();
  });
}

/** Pages and their files cost nobody anything. */
function isApi({ url }: FastifyRequest): boolean {
  return url.startsWith('/api/');
}

/** Only the header: a form of another site cannot set it. */
function tokenOf(request: FastifyRequest): string | undefined {
  const token = request.headers['csrf-token'];
  return typeof token === 'string' ? token : undefined;
}
