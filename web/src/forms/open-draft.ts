import type { Task } from '../../../contracts/api/tasks.ts';
import { call } from '../api/client.ts';
import { DraftStore } from './draft-store.ts';
import type { DraftPort, DraftState, Saved } from './draft-store.ts';
import { sameContent } from './pointers.ts';

function keyOf(taskId: string): string {
  return `dure.draft.${taskId}`;
}

function kept(taskId: string): Saved | undefined {
  const text = sessionStorage.getItem(keyOf(taskId));
  return text === null ? undefined : (JSON.parse(text) as Saved);
}

function portOf(taskId: string): DraftPort {
  return {
    save: ({ version, content }) => call('saveDraft', { params: { id: taskId }, body: { version, content } }),
    read: async () => (await call('getTask', { params: { id: taskId } })).draft ?? undefined,
    keep: (draft) => {
      if (draft === undefined) sessionStorage.removeItem(keyOf(taskId));
      else sessionStorage.setItem(keyOf(taskId), JSON.stringify(draft));
    },
  };
}

/** The draft of an open task: what the server has, or what this window could not save before it was reloaded. */
export function openDraft(task: Task): DraftStore {
  const { version = 0, content = {}, savedAt = null } = task.draft ?? {};
  const left = kept(task.id);
  const clean: DraftState = { version, content, savedAt, save: savedAt === null ? 'untouched' : 'saved' };
  if (left === undefined || sameContent(left.content, content)) return new DraftStore(clean, portOf(task.id));
  const unsaved: DraftState =
    left.version === version
      ? { ...clean, content: left.content, save: 'unsaved' }
      : { ...clean, content: left.content, save: 'conflict', theirs: { version, content } };
  return new DraftStore(unsaved, portOf(task.id));
}
