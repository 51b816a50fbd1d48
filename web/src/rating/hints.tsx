import type { WordKey } from '../../../domain/words/en.ts';
import { useForm } from '../forms/form.tsx';
import type { Content } from '../forms/pointers.ts';
import { useWords } from '../words/words.tsx';

const PERSON = /성실|착하|착함|성격|인성|\b(nice|kind|diligent|loyal)\b/iu;
const NO_GROUND = /휴직|육아|임신|출산|병가|가족|건강|\b(leave|pregnan\w*|family|health)\b/iu;
const FACT = /\d/u;

function rows(content: Content): readonly Content[] {
  return ['goals', 'elements'].flatMap((name) => (Array.isArray(content[name]) ? (content[name] as Content[]) : []));
}

/** What the rater should look at again; nobody else learns of it. */
function ratingHints(content: Content): readonly WordKey[] {
  const levels = rows(content).map(({ level }) => level);
  const texts = [...rows(content).map(({ text }) => text), content['opinion'], content['strengths']].filter(
    (text) => typeof text === 'string',
  );
  const written = texts.filter((text) => text.trim() !== '');
  const hints: WordKey[] = [];
  if (levels.length > 2 && typeof levels[0] === 'string' && levels.every((level) => level === levels[0]))
    hints.push('rating.same-levels');
  if (written.length > 0 && !written.some((text) => FACT.test(text))) hints.push('rating.no-fact');
  if (written.some((text) => PERSON.test(text))) hints.push('rating.about-the-person');
  if (written.some((text) => NO_GROUND.test(text))) hints.push('rating.not-a-ground');
  return hints;
}

export function RatingHints() {
  const t = useWords();
  const { draft } = useForm();
  const hints = ratingHints(draft.content);
  return (
    <div role="status" aria-label={t('rating.hints')}>
      {hints.length > 0 && <p className="soft">{t('rating.hints')}</p>}
      {hints.map((hint) => (
        <p key={hint} className="hint">
          {t(hint)}
        </p>
      ))}
    </div>
  );
}
