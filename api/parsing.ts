import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { fieldProblem } from '../contracts/issue-path.ts';
import { DomainError } from '../domain/errors.ts';

export const MAX_FILE_BYTES = 8 * 1024 * 1024;
export const FILE_TYPES = ['text/csv', 'application/octet-stream'];

const PARTS: Readonly<Record<string, string>> = { body: 'body', querystring: 'query', params: 'params', headers: 'headers' };

/** Validates with the contract's schemas; the refusal names part, place and fault. */
export const compileValidator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) return { value: parsed.data };
    return {
      error: new DomainError('invalid-input', { in: PARTS[httpPart ?? 'body'] ?? 'body', ...fieldProblem(parsed.error) }),
    };
  };
};

/** JSON as Fastify reads it, without half surrogates: no database could keep them. Files as they are. */
export function addParsers(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    if (text === '') {
      done(null, undefined);
      return;
    }
    void parseJson(request, text, (error, value: unknown) => {
      if (error === null && /\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value)) {
        done(new DomainError('invalid-input', { in: 'body', path: '/', reason: 'half-surrogate' }));
        return;
      }
      done(error, value);
    });
  });
  app.addContentTypeParser(FILE_TYPES, { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES }, (_request, body, done) =>
    done(null, body),
  );
}

/** Routes that read JSON by its text take it as a file, whatever its type says. */
export function withJsonAsFile(app: FastifyInstance, add: (inner: FastifyInstance) => void): void {
  void app.register((inner, _options, done) => {
    inner.removeContentTypeParser('application/json');
    inner.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    add(inner);
    done();
  });
}

const NOTHING = new Uint8Array();

/** The bytes of a file; nothing was sent: none. */
export function bytesOf(body: unknown): Uint8Array {
  return Buffer.isBuffer(body) ? body : NOTHING;
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, one]) => key.isWellFormed() && isWellFormed(one));
  return true;
}
