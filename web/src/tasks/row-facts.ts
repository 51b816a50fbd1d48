import type { TaskRow } from '../../../contracts/api/tasks.ts';
import type { Speech } from '../words/words.tsx';
import { localParts } from '../words/local-parts.ts';

export type RowState = 'late' | 'paused' | 'writing' | 'returned' | 'not-started';

type StateFacts = Pick<TaskRow, 'late' | 'paused' | 'round' | 'kind'> & {
  readonly draft: { readonly version: number; readonly savedAt: string | null } | null;
};

/** What the tag of an unfinished task says. */
export function rowState({ late, paused, draft, round, kind }: StateFacts): RowState {
  if (paused) return 'paused';
  if (late) return 'late';
  if (draft?.savedAt != null) return 'writing';
  return round > 1 && (kind === 'goals.draft' || kind === 'rating.write') ? 'returned' : 'not-started';
}

/** Days from the cycle's today to the due day, as its own clocks count them; negative when late. */
export function daysLeft({ dueAt, cycle }: Pick<TaskRow, 'dueAt' | 'cycle'>): number | undefined {
  if (dueAt === null) return undefined;
  const dayOf = (instant: string) => {
    const { year, month, day } = localParts(instant, cycle.timeZone);
    return Date.UTC(year, month - 1, day) / 86_400_000;
  };
  return dayOf(dueAt) - dayOf(cycle.now);
}

/** When a draft was saved, by the database's clock; a rehearsal shows its own, and the two side by side would only puzzle. */
export function savedWords(t: Speech, savedAt: string, { rehearsalId, timeZone }: TaskRow['cycle']): string {
  return rehearsalId === null ? t('row.saved', { at: t.clock(savedAt, timeZone) }) : t('row.saved-rehearsed');
}

/** Whom a task is about: nobody is named to themselves. */
export function aboutWords(t: Speech, subject: TaskRow['subject']): string | undefined {
  if (subject.of !== 'evaluation') return subject.name;
  return subject.mine ? undefined : t('page.about', { name: subject.name, unit: subject.unitName });
}
