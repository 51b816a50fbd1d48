import { sql } from 'kysely';
import type { z } from 'zod';
import { DRAFTS } from '../contracts/forms.ts';
import { type FieldProblem, fieldProblems } from '../contracts/issue-path.ts';
import type { Trx } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { keptDraft } from '../domain/tasks/kept-draft.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';

type Content = Readonly<Record<string, unknown>>;

export interface Kept {
  readonly content: unknown;
  readonly parsed: unknown;
  /** Fields that could not be kept, and why: they are as they were before. */
  readonly notKept: readonly FieldProblem[];
}

/** What of a draft can be kept. @throws DomainError 'invalid-input' where more is wrong than texts that a person can mend */
export async function keptOf(
  trx: Trx,
  { taskId, kind, content }: { readonly taskId: string; readonly kind: TaskKind; readonly content: unknown },
): Promise<Kept> {
  const parsed = DRAFTS[kind].safeParse(content);
  if (parsed.success) return { content, parsed: parsed.data, notKept: [] };
  const notKept = fieldProblems(parsed.error);
  if (parsed.error.issues.every(isOfItsText)) {
    const places = notKept.map(({ path }) => path);
    const kept = keptDraft(content as Content, await draftBefore(trx, taskId), places);
    const again = DRAFTS[kind].safeParse(kept);
    if (again.success) return { content: kept, parsed: again.data, notKept };
  }
  const { path = '/', reason = 'invalid' } = notKept[0] ?? {};
  throw new DomainError('invalid-input', { path: `/content${path}`, reason });
}

/** Too long, or with characters that cannot be kept. */
function isOfItsText(issue: z.core.$ZodIssue): boolean {
  return (issue.code === 'too_big' && issue.origin === 'string') || issue.message === 'control-characters';
}

async function draftBefore(trx: Trx, taskId: string): Promise<Content> {
  const { rows } = await sql<{ content: Content }>`select content from task_draft where task_id = ${taskId}`.execute(trx);
  return rows[0]?.content ?? {};
}
