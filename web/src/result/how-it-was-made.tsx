import type { Result } from '../../../contracts/api/results.ts';
import { chaptersOf, idsIn, tellingOf } from '../../../domain/scoring/chapters.ts';
import type { Chapter } from '../../../domain/scoring/chapters.ts';
import { renderSteps } from '../../../domain/words/scoring/steps.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';

/** How the result came about: the steps that decide it and what calibration did, with every step of the computation below. */
export function HowItWasMade({ result }: { readonly result: Result }) {
  const t = useWords();
  const chapters = chaptersOf(result.steps);
  const telling = chapters.flatMap(tellingOf);
  return (
    <section className="card" aria-labelledby="how">
      <h2 id="how">{t('result.how')}</h2>
      <NamesIn steps={telling} names={result.names} />
      <ol className="steps">
        {[...renderSteps(t.locale, telling), ...aroundSteps(t, result)].map((sentence, index) => (
          <li key={index}>{sentence}</li>
        ))}
      </ol>
      {result.hasQuota && <p className="soft">{t('result.order-only')}</p>}
      {chapters.length > 0 && (
        <details>
          <summary>{t('result.all-steps')}</summary>
          {chapters.map((chapter, index) => (
            <ChapterSteps key={index} chapter={chapter} names={result.names} />
          ))}
        </details>
      )}
    </section>
  );
}

interface ChapterProps {
  readonly chapter: Chapter;
  readonly names: Result['names'];
}

function ChapterSteps({ chapter, names }: ChapterProps) {
  const t = useWords();
  return (
    <>
      <h3>{headingOf(t, chapter, names)}</h3>
      <NamesIn steps={chapter.steps} names={names} />
      <ol className="steps">
        {renderSteps(t.locale, chapter.steps).map((sentence, index) => (
          <li key={index}>{sentence}</li>
        ))}
      </ol>
    </>
  );
}

function headingOf(t: Speech, chapter: Chapter, names: Result['names']): string {
  if (chapter.about !== 'part') return t(`result.chapter.${chapter.about}`);
  const name = names[chapter.part];
  return name === undefined ? chapter.part : t.pair(name);
}

interface NamesInProps {
  readonly steps: Chapter['steps'];
  readonly names: Result['names'];
}

/** The names of what the steps call by ids. */
function NamesIn({ steps, names }: NamesInProps) {
  const t = useWords();
  const called = new Set(steps.flatMap(idsIn));
  const used = Object.entries(names).filter(([id]) => called.has(id));
  if (used.length === 0) return null;
  return <p className="soft">{used.map(([id, name]) => `${id}: ${t.pair(name)}`).join(' · ')}</p>;
}

/** What no computation says: the place, what the committee changed, and whose rules they are. */
function aroundSteps(t: Speech, result: Result): readonly string[] {
  const { place, groupSize, groupName, changes, changedInCalibration, displaced, pack } = result;
  const placed =
    place === null || groupSize === null ? [] : [t('result.how-place', { place, size: groupSize, group: groupName ?? '' })];
  const changed = changes.map(({ beforeGrade, beforeGradeName, afterGrade, afterGradeName, code, codeName, reason }) =>
    t('result.how-changed', {
      before: beforeGradeName === null ? (beforeGrade ?? '–') : t.pair(beforeGradeName),
      after: afterGradeName === null ? (afterGrade ?? '–') : t.pair(afterGradeName),
      code: codeName === null ? code : t.pair(codeName),
      reason,
    }),
  );
  const unmoved = changedInCalibration ? 'result.how-displaced' : displaced ? 'result.how-shifted' : 'result.how-unchanged';
  const moved = changed.length > 0 ? changed : [t(unmoved)];
  return [...placed, ...moved, t('result.how-pack', { name: pack.name, version: pack.version })];
}
