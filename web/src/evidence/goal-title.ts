import type { Content } from '../forms/pointers.ts';
import type { Evidence } from './types.ts';

/** A member of a form's content as text; empty where there is none. */
export function textOf(content: Content | undefined, name: string): string {
  const value = content?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The title of a goal in force; its key where it has none. */
export function goalTitle({ goals }: Pick<Evidence, 'goals'>, key: string): string {
  return textOf(goals.find((goal) => goal.key === key)?.content, 'title') || key;
}
