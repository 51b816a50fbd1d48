import type { Speech } from '../words/words.tsx';

/** What a mail is about: the task that it asks for, or its own kind. */
export function mailKindWords(t: Speech, mailKind: string): string {
  return t.maybe(`task.${mailKind}.name`, t.maybe(`mails.kind.${mailKind}`, mailKind));
}
