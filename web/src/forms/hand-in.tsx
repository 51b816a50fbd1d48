import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { KINDS, outcomeByAnswer } from '../../../domain/tasks/kinds.ts';
import type { WordKey } from '../../../domain/words/en.ts';
import { ApiError, call } from '../api/client.ts';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { useForm } from './form.tsx';
import { notKeptProblems, problemsOf, refusalProblems } from './problems.ts';

type Outcome = 'done' | 'returned';

/** The buttons that end a task. Everything is saved and checked first; a refusal shows its place in the form. */
export function HandIn() {
  const t = useWords();
  const form = useForm();
  const { task, store } = form;
  const queries = useQueryClient();
  const [failed, setFailed] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  // Where the answer decides the outcome there is one button.
  const byAnswer = task.kind === 'coaching.acknowledge';
  const outcomes = byAnswer ? (['done'] as const) : task.allowedOutcomes;

  const handIn = async (button: Outcome) => {
    const { content, version } = store.snapshot();
    const answer = typeof content['answer'] === 'string' ? { answer: content['answer'] } : {};
    const decided = outcomeByAnswer({ kind: task.kind, round: task.round, ...answer });
    const outcome: Outcome = byAnswer && decided === 'returned' ? 'returned' : button;
    const problems = await problemsOf({ task, content, outcome });
    const found = problems.length > 0 ? problems : notKeptProblems(store.snapshot());
    form.setProblems(found);
    if (found.length > 0) return;
    await call('closeTask', { params: { id: task.id }, body: { outcome, version } });
    await queries.invalidateQueries();
  };
  const press = async (button: Outcome) => {
    setBusy(true);
    setFailed(undefined);
    try {
      if (await store.flush()) await handIn(button);
    } catch (error) {
      if (error instanceof ApiError && typeof error.details['path'] === 'string')
        form.setProblems(refusalProblems(error.code, error.details));
      else setFailed(error);
      if (error instanceof ApiError && error.code === 'result-changed') await queries.invalidateQueries();
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="hand-in">
      <Problem error={failed} />
      <p className="soft">{t('page.if-silent', { silent: t.say(task.ifSilent.sentence) })}</p>
      {task.paused && <p>{t('form.paused')}</p>}
      <p className="row">
        {outcomes.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className={outcome === KINDS[task.kind].outcomes[0] ? 'main' : ''}
            disabled={busy || task.paused}
            onClick={() => void press(outcome)}
          >
            {t(`outcome.${task.kind}.${outcome}` as WordKey)}
          </button>
        ))}
      </p>
    </div>
  );
}
