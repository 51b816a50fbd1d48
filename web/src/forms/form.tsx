import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Task } from '../../../contracts/api/tasks.ts';
import type { TaskKind } from '../../../domain/tasks/kinds.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import type { DraftState, DraftStore } from './draft-store.ts';
import { openDraft } from './open-draft.ts';
import { segments, valueAt } from './pointers.ts';
import type { Content } from './pointers.ts';
import { notKeptProblems } from './problems.ts';
import type { FieldProblem } from './problems.ts';

export interface Form {
  readonly task: Task;
  readonly draft: DraftState;
  readonly store: DraftStore;
  readonly problems: readonly FieldProblem[];
  /** How many characters the text at a place may have; undefined until that is known. */
  readonly limitAt: (path: string) => number | undefined;
  readonly setProblems: (problems: readonly FieldProblem[]) => void;
}

const Context = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = use(Context);
  if (form === undefined) throw new Error('useForm outside of TaskForm');
  return form;
}

/** The draft of one task, autosaved, for everything inside. */
export function TaskForm({ task, children }: { readonly task: Task; readonly children: ReactNode }) {
  const [store] = useState(() => openDraft(task));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const draft = useSyncExternalStore(store.subscribe, store.snapshot);
  const limitAt = useLimits(task.kind);
  useEffect(() => {
    store.start();
    return () => {
      store.stop();
    };
  }, [store]);
  const unsaved = (draft.save !== 'saved' && draft.save !== 'untouched') || (draft.notKept ?? []).length > 0;
  useEffect(() => {
    if (!unsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
    };
  }, [unsaved]);
  const form = useMemo(() => ({ task, draft, store, problems, setProblems, limitAt }), [task, draft, store, problems, limitAt]);
  return (
    <Context value={form}>
      <form
        id="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
        }}
        onCompositionStart={() => {
          store.composing(true);
        }}
        onCompositionEnd={() => {
          store.composing(false);
        }}
      >
        {children}
      </form>
    </Context>
  );
}

/** The limits of the form's own schemas, which no page needs to begin with. */
function useLimits(kind: TaskKind): Form['limitAt'] {
  const [limitOf, setLimitOf] = useState<(kind: TaskKind, path: string) => number | undefined>();
  useEffect(() => {
    void import('../../../contracts/form-limits.ts').then(({ textLimit }) => {
      setLimitOf(() => textLimit);
    });
  }, []);
  return useCallback((path) => limitOf?.(kind, path), [limitOf, kind]);
}

export function fieldId(path: string): string {
  return `f${path.replaceAll('/', '-')}`;
}

/** What stands before a field's label when its form has the field more than once: "Goal 2", "The whole". */
export function groupWords(t: Speech, path: string): string {
  const parts = segments(path);
  if (parts[0] === 'overall' && parts.length > 1) return t('field.overall');
  const index = parts.findIndex((part) => /^\d+$/.test(part));
  if (index < 1) return '';
  return t.maybe(`group.${parts[index - 1] ?? ''}`, '').replace('#', String(Number(parts[index]) + 1));
}

export function labelWords(t: Speech, path: string): string {
  const name = segments(path).findLast((part) => !/^\d+$/.test(part)) ?? '';
  return t.maybe(`field.${name}`, name);
}

/** A field's place in the form: its value, how to change it, and what is wrong with it. */
export function useField(path: string) {
  const { draft, store, problems, limitAt } = useForm();
  const t = useWords();
  const problem = [...problems, ...notKeptProblems(draft)].find((one) => one.path === path);
  return {
    id: fieldId(path),
    value: valueAt(draft.content, path),
    change: (value: unknown) => {
      store.change(path, value);
    },
    problem: problem === undefined ? undefined : t.maybe(problem.reason, t('problem.invalid')),
    limit: limitAt(path),
    label: labelWords(t, path),
    group: groupWords(t, path),
  };
}

/** A list in the form, empty where there is none yet. */
export function useList<T = Content>(path: string): readonly T[] {
  const value = valueAt(useForm().draft.content, path);
  return Array.isArray(value) ? (value as T[]) : [];
}
