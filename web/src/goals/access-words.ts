import type { Speech } from '../words/words.tsx';

/** What of an evaluation somebody opened: a page, or a task by its kind. */
export function accessWords(t: Speech, what: string): string {
  const [of = what, ...kind] = what.split('.');
  const page = t.maybe(`access.${of}`, of);
  return kind.length === 0 ? page : `${page}: ${t.maybe(`task.${kind.join('.')}.name`, kind.join('.'))}`;
}
