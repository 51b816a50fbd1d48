import type { Hint } from '../../../domain/goals/hints.ts';
import { useWords } from '../words/words.tsx';

export function HintList({ hints }: { readonly hints: readonly Hint[] }) {
  const t = useWords();
  if (hints.length === 0) return null;
  return (
    <ul className="plain-list">
      {hints.map(({ key, values }) => (
        <li key={key} className="hint">
          {t(key, values)}
        </li>
      ))}
    </ul>
  );
}
