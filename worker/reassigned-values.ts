import type { Db } from '../db/connection.ts';
import { type MailContext, type MailCycle, findName, findOwnRaters } from '../db/mail-context.ts';
import type { MailKind } from '../domain/tasks/mail-kinds.ts';
import type { Message, Value } from '../domain/words/message.ts';
import { type Content, named } from './mail-values.ts';

const PARTS = { 'reassigned.before': 'gave', 'reassigned.after': 'got', 'reassigned.evaluated': 'is' } as const;
type ReassignedKind = keyof typeof PARTS;

export function isReassignedKind(kind: MailKind): kind is ReassignedKind {
  return kind in PARTS;
}

interface Post {
  readonly role: string;
  readonly toId?: string;
}

/** Sentences in one mail; the rest is counted. */
const MOST = 3;

/** A sentence for each post and person; who is evaluated reads who is in charge at the moment, or does tasks in place of who is. */
export async function reassignedMail(
  db: Db,
  { details, employee_id: employeeId, cycle }: MailContext & { readonly cycle: MailCycle },
  kind: ReassignedKind,
): Promise<Content> {
  const own = kind === 'reassigned.evaluated' ? await findOwnRaters(db, { employeeId, cycleId: cycle.id }) : undefined;
  const posts = Array.isArray(details['posts']) ? (details['posts'] as readonly Post[]) : [];
  const sentences: Message[] = [];
  const alike = [...Map.groupBy(posts, ({ role, toId }) => `${postOf(role)} ${toId ?? ''}`).values()];
  for (const same of alike.slice(0, MOST)) {
    const { role = '', toId } = same[0] ?? {};
    const post = postOf(role);
    const incumbent = toId === undefined && (post === 'rater' || post === 'reviewer') ? own?.[post] : undefined;
    const other: Value = named(incumbent ?? (toId === undefined ? undefined : await findName(db, toId))) ?? { key: 'role.hr' };
    const isOneTask = own !== undefined && toId !== undefined && (post === 'rater' || post === 'reviewer');
    const key = isOneTask ? (`mail.reassigned.does.${post}` as const) : (`mail.reassigned.${PARTS[kind]}.${post}` as const);
    sentences.push({ key, values: { count: same.length, other } });
  }
  const more = alike.slice(MOST).flat().length;
  if (more > 0) sentences.push({ key: 'mail.reassigned.more', values: { count: more } });
  return { values: { what: together(sentences) } };
}

function postOf(role: string): 'rater' | 'reviewer' | 'employee' | 'committee' {
  return role === 'rater' || role === 'reviewer' || role === 'employee' ? role : 'committee';
}

function together(sentences: readonly Message[]): Message {
  const [first, ...rest] = sentences;
  if (first === undefined) return { key: 'mail.reassigned.is.employee' };
  return rest.reduce((before, second): Message => ({ key: 'mail.reassigned.both', values: { first: before, second } }), first);
}
