import { z } from 'zod';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import { SUBMISSIONS } from './forms.ts';

/** How many characters a text of a form may have, by its JSON pointer; undefined where it is no text, or not in the form. */
export function textLimit(kind: TaskKind, pointer: string): number | undefined {
  let at: unknown = SUBMISSIONS[kind];
  for (const part of pointer.split('/').slice(1)) {
    const inner = unwrapped(at);
    if (inner instanceof z.ZodArray) at = inner.element;
    else if (inner instanceof z.ZodObject) at = (inner.shape as Record<string, unknown>)[part];
    else return undefined;
  }
  const text = unwrapped(at);
  return text instanceof z.ZodString ? (text.maxLength ?? undefined) : undefined;
}

function unwrapped(schema: unknown): unknown {
  const isWrapped = schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional;
  return isWrapped ? unwrapped(schema.unwrap()) : schema;
}
