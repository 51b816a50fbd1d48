import type { Content } from '../forms/pointers.ts';

/** Goals as a page has numbered them. */
export interface NamedGoals {
  readonly goals: readonly { readonly key: string; readonly content: Content }[];
}

/** A member of a form's content as text; empty where there is none. */
export function textOf(content: Content | undefined, name: string): string {
  const value = content?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The title of a goal; its key where it has none. */
export function goalTitle({ goals }: NamedGoals, key: string): string {
  return textOf(goals.find((goal) => goal.key === key)?.content, 'title') || key;
}

/** Its number on the page; undefined where nothing names it. */
export function goalNumber({ goals }: NamedGoals, key: unknown): number | undefined {
  const index = goals.findIndex((goal) => goal.key === key);
  return index < 0 ? undefined : index + 1;
}
