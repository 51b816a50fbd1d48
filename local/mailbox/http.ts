import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { fontPiece, fontSheet } from './font.ts';
import { htmlPart, listPage, mailPage, styles } from './page.ts';
import { ruleSchema, type MailStore } from './store.ts';

const newestOnPage = 200;
const id = z.string().regex(/^\d{1,15}$/, 'must be a number');
const query = z.object({
  to: z.string().min(1).optional(),
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
});
const pagePolicy = `default-src 'none'; style-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
const partPolicy = `default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; base-uri 'self'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox`;
// The part of a mail is shown in a frame without an origin, which may read a font only where everybody may.
const lasting = { 'cache-control': 'max-age=86400', 'access-control-allow-origin': '*' };

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly policy?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** The mailbox for programs (JSON) and for people (pages). */
export function httpServer(store: MailStore): Server {
  return createServer((request, response) => {
    answerTo(store, request).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, failure(error)),
    );
  });
}

async function answerTo(store: MailStore, request: IncomingMessage): Promise<Answer> {
  // Another name for this address is a page of a foreign site that wants to read the mails.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return json({ message: 'unknown host' }, 403);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [folder = '', name = '', part] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const parameters = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  switch (`${request.method} /${folder}`) {
    case 'GET /': {
      const { to } = query.parse(parameters);
      const mails = store.list(to === undefined ? { limit: Infinity } : { to, limit: Infinity });
      return html(listPage(mails.slice(-newestOnPage), store.addresses(), to ?? ''));
    }
    case 'GET /livez':
      return json({ ok: true });
    case 'GET /style.css':
      return { type: 'text/css; charset=utf-8', body: styles };
    case 'GET /font': {
      if (name === 'pretendard.css') return { type: 'text/css; charset=utf-8', more: lasting, body: await fontSheet() };
      const piece = await fontPiece(name);
      return piece === undefined ? json({ message: `no font ${name}` }, 404) : { type: 'font/woff2', more: lasting, body: piece };
    }
    case 'GET /mail': {
      const mail = store.find(name);
      if (mail === undefined) return json({ message: `no mail ${name}` }, 404);
      return part === 'html' ? { ...html(htmlPart(mail)), policy: partPolicy } : html(mailPage(mail));
    }
    case 'GET /mails': {
      if (name === '') return json(store.list(withoutUndefined(query.parse(parameters))));
      const mail = store.find(name);
      return mail === undefined ? json({ message: `no mail ${name}` }, 404) : json(mail);
    }
    case 'DELETE /mails':
      store.clear();
      return { status: 204, body: '' };
    case 'PUT /rules': {
      if (name === '') return json({ message: 'name the address, or *' }, 400);
      const rule = ruleSchema.parse(JSON.parse(await text(request)));
      store.setRule(name, rule);
      return json(rule);
    }
    default:
      return json({ message: `no ${request.method} ${url.pathname}` }, 404);
  }
}

function withoutUndefined(found: z.output<typeof query>): { to?: string; after?: string; limit?: number } {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function failure(error: unknown): Answer {
  if (error instanceof z.ZodError) return json({ message: z.prettifyError(error) }, 400);
  if (error instanceof SyntaxError || error instanceof URIError) return json({ message: error.message }, 400);
  return json({ message: 'the mailbox failed' }, 500);
}

function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function html(body: string): Answer {
  return { type: 'text/html; charset=utf-8', body };
}

function send(response: ServerResponse, { status = 200, type, policy = pagePolicy, more, body }: Answer): void {
  response.writeHead(status, {
    ...(type === undefined ? {} : { 'content-type': type }),
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...more,
  });
  response.end(body);
}
