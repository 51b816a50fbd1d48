import { useErrorWords } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import type { DraftState } from './draft-store.ts';
import { labelWords, groupWords, useForm } from './form.tsx';
import { useNamesOnPage } from './names-on-page.ts';
import { differences } from './pointers.ts';

const nothing: NonNullable<DraftState['notKept']> = [];

/** Whether what stands on the screen is safe. */
export function SaveLine() {
  const t = useWords();
  const why = useErrorWords();
  const { draft, task } = useForm();
  const notKept = draft.notKept ?? nothing;
  const names = useNamesOnPage(notKept);
  if (draft.save === 'conflict') return <Conflict />;
  const bad = notKept.length > 0 || draft.save === 'waiting' || draft.save === 'refused';
  const words = () => {
    switch (draft.save) {
      case 'waiting':
        if (draft.refusal?.code === 'unreachable') return t('form.unsaved');
        return t('form.unsaved-waiting', { why: why(draft.refusal) });
      case 'refused':
        return t('form.unsaved-refused', { why: why(draft.refusal) });
      case 'unsaved':
      case 'saving':
        return t('form.saving');
      default:
        if (draft.savedAt === null) return t('form.nothing-yet');
        // Saving is of the database's clock; a rehearsal shows its own, and the two side by side would only puzzle.
        if (notKept.length > 0)
          return t('form.saved-but', { fields: notKept.map(({ path }) => names.get(path) ?? '').join(', ') });
        if (task.cycle.rehearsalId !== null) return t('form.saved-rehearsed');
        return t('form.saved', { at: t.clock(draft.savedAt, task.cycle.timeZone) });
    }
  };
  return (
    <p className={`save-state${bad ? ' unsaved' : ''}`} role="status">
      {words()}
    </p>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** Two windows wrote: both texts, and the person decides. */
function Conflict() {
  const t = useWords();
  const { draft, store } = useForm();
  const empty = t('form.empty');
  const text = (value: unknown) => (value === undefined || value === null || value === '' ? empty : shown(value));
  return (
    <section className="notice bad conflict" role="alert" aria-label={t('form.conflict')}>
      <p>{t('form.conflict')}</p>
      {differences(draft.content, draft.theirs?.content).map(({ path, mine, theirs }) => (
        <div key={path} className="both">
          <div>
            <h3>
              {groupWords(t, path)} {labelWords(t, path)} · {t('form.mine')}
            </h3>
            <p className="said">{text(mine)}</p>
          </div>
          <div>
            <h3>
              {groupWords(t, path)} {labelWords(t, path)} · {t('form.theirs')}
            </h3>
            <p className="said">{text(theirs)}</p>
          </div>
        </div>
      ))}
      <p className="row">
        <button
          type="button"
          onClick={() => {
            store.keepMine();
          }}
        >
          {t('form.keep-mine')}
        </button>
        <button
          type="button"
          onClick={() => {
            store.takeTheirs();
          }}
        >
          {t('form.take-theirs')}
        </button>
      </p>
    </section>
  );
}
