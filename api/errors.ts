import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError, ErrorCode, ErrorDetails } from '../domain/errors.ts';
import { loggedFault } from '../domain/fault-code.ts';
import { languageOfBrowser } from '../domain/words/languages.ts';
import { HOME_LANGUAGE, type Locale, type Values } from '../domain/words/message.ts';
import { isWordKey, refusalKey, renderMessage } from '../domain/words/render.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import { findSignedIn } from './session-store.ts';

const BAD = 400;
const CONFLICT = 409;
const REFUSED = 422;

/** Every code has its status; a code without one does not compile. */
export const STATUS: Readonly<Record<ErrorCode, number>> = {
  'address-changed-today': CONFLICT,
  'address-of-hr': REFUSED,
  'address-of-role-holder': REFUSED,
  'address-unconfirmed': 403,
  'answer-required': REFUSED,
  'answer-does-not-fit': REFUSED,
  'binary-number': REFUSED,
  'calibration-not-complete': CONFLICT,
  'cap-exceeded': CONFLICT,
  'chair-missing': CONFLICT,
  'command-already-decided': CONFLICT,
  'command-key-reused': CONFLICT,
  'cycle-already-launched': CONFLICT,
  'cycle-not-launched': CONFLICT,
  'date-invalid': REFUSED,
  'dates-overlap': REFUSED,
  'draft-changed': CONFLICT,
  'duplicate-id': REFUSED,
  'employee-unknown': REFUSED,
  'empty-list': REFUSED,
  'encoding-unknown': BAD,
  'file-unreadable': BAD,
  forbidden: 403,
  'goal-count': REFUSED,
  'goals-not-aligned': REFUSED,
  'goals-not-critical': REFUSED,
  'goals-not-together': REFUSED,
  'group-locked': CONFLICT,
  'invalid-input': BAD,
  'launch-blocked': CONFLICT,
  'level-out-of-range': REFUSED,
  'link-used-or-expired': 410,
  'list-held': CONFLICT,
  'mail-address-missing': REFUSED,
  'missing-field': REFUSED,
  'no-longer-of-hr': CONFLICT,
  'not-a-number': REFUSED,
  'nothing-selected': REFUSED,
  'nothing-to-recalculate': REFUSED,
  'not-found': 404,
  'not-json': BAD,
  'not-measured': REFUSED,
  'not-signed-in': 401,
  'own-case': REFUSED,
  'pack-invalid': REFUSED,
  'pack-not-in-effect': REFUSED,
  'person-unconfirmed': CONFLICT,
  'phase-unknown': REFUSED,
  'place-out-of-range': REFUSED,
  'preview-changed': CONFLICT,
  'rating-not-accepted': REFUSED,
  'reason-required': REFUSED,
  'reason-too-short': REFUSED,
  'record-unreadable': CONFLICT,
  'rehearsal-clock-backwards': CONFLICT,
  'rehearsal-needs-mailbox': REFUSED,
  'result-changed': CONFLICT,
  'results-required': REFUSED,
  'second-person-needed': CONFLICT,
  'shares-do-not-sum': REFUSED,
  'task-closed': CONFLICT,
  'task-paused': CONFLICT,
  'task-expired': CONFLICT,
  'too-many-requests': 429,
  'too-many-waiting': CONFLICT,
  unexpected: 500,
  'unit-order': REFUSED,
  'unknown-field': REFUSED,
  'unknown-kind': REFUSED,
  'unknown-member': REFUSED,
  'unknown-value': REFUSED,
  'value-out-of-range': REFUSED,
  'weight-out-of-range': REFUSED,
  'weights-do-not-sum': REFUSED,
  'words-required': REFUSED,
  'wrong-type': REFUSED,
};

/** Faults that Fastify and its plugins find before a handler runs. */
const FRAMEWORK: Readonly<
  Partial<Record<string, { readonly code: ErrorCode; readonly status?: number; readonly reason: string }>>
> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'invalid-input', status: 413, reason: 'too-large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'invalid-input', status: 415, reason: 'media-type' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'invalid-input', reason: 'body-missing' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'invalid-input', reason: 'not-json' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'invalid-input', reason: 'content-length' },
  FST_CSRF_MISSING_SECRET: { code: 'forbidden', reason: 'csrf-token' },
  FST_CSRF_INVALID_TOKEN: { code: 'forbidden', reason: 'csrf-token' },
};

/** Postgres refuses the value itself (class 22): text or a number that no schema of ours foresaw. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

interface Answer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = answerFor(error, request);
  if (answer.status >= 500) request.log.error(loggedFault(error), 'request failed');
  return sendError(request, reply, answer);
}

export function handleUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(request, reply, { status: 404, code: 'not-found' });
}

function answerFor(error: FastifyError, request: FastifyRequest): Answer {
  // By name: the error may come from another copy of the class.
  if (error.name === 'DomainError') {
    const { code, details } = error as unknown as DomainError;
    return { status: STATUS[code], code, details };
  }
  const known = FRAMEWORK[error.code];
  if (known !== undefined) {
    const place = known.code === 'invalid-input' ? { in: 'body', path: '/' } : {};
    return { status: known.status ?? STATUS[known.code], code: known.code, details: { ...place, reason: known.reason } };
  }
  if (error.statusCode === 429) return { status: 429, code: 'too-many-requests' };
  if (request.method !== 'GET' && DATA_EXCEPTION.test(String(error.code))) {
    request.log.error({ pgCode: error.code }, 'the database refused a value that passed its schema');
    return { status: BAD, code: 'invalid-input', details: { in: 'body', path: '/', reason: 'not-storable' } };
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return {
      status: error.statusCode,
      code: 'invalid-input',
      details: { in: 'request', path: '/', reason: 'malformed-request' },
    };
  }
  return { status: isDatabaseAway(error) ? 503 : 500, code: 'unexpected' };
}

function sendError(request: FastifyRequest, reply: FastifyReply, { status, code, details }: Answer): FastifyReply {
  const locale = findSignedIn(request)?.language ?? languageOfBrowser(request.headers['accept-language']) ?? HOME_LANGUAGE;
  const body = {
    code,
    message: messageOf(locale, code, details),
    ...(typeof details?.['path'] === 'string' ? { path: details['path'] } : {}),
    ...(details && Object.keys(details).length > 0 ? { details } : {}),
    requestId: request.id,
  };
  // Past the serializer: an error has one shape, whatever the route answers with.
  return reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
}

/** The code itself where its words miss a value: an answer never fails over its wording. */
function messageOf(locale: Locale, code: ErrorCode, details: ErrorDetails = {}): string {
  const key = refusalKey(code, details);
  try {
    return isWordKey(key) ? renderMessage(locale, { key, values: details as Values }) : code;
  } catch {
    return code;
  }
}
