import { useWords } from '../words/words.tsx';

interface TextCountProps {
  readonly id: string;
  readonly text: string;
  /** Characters that there is room for. */
  readonly most: number;
}

/** How much of a text's room is used; that there is too much is said aloud, once. */
export function TextCount({ id, text, most }: TextCountProps) {
  const t = useWords();
  const over = text.length - most;
  return (
    <>
      <p className={over > 0 ? 'count problem' : 'count'} id={id}>
        {over > 0 ? t('field.over', { over, most }) : t('field.count', { count: text.length, most })}
      </p>
      <span className="unseen" role="status">
        {over > 0 && t('field.over-aloud', { most })}
      </span>
    </>
  );
}
