import type { Result } from '../../../contracts/api/results.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { roundedText, stepLabel, stepText } from './steps.ts';

/** The result as a chain of sentences, and every step of the computation below it. */
export function HowItWasMade({ result }: { readonly result: Result }) {
  const t = useWords();
  return (
    <section className="card" aria-labelledby="how">
      <h2 id="how">{t('result.how')}</h2>
      <ol>
        {sentences(t, result).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {result.steps.length > 0 && <Steps result={result} />}
    </section>
  );
}

function Steps({ result }: { readonly result: Result }) {
  const t = useWords();
  return (
    <details>
      <summary>{t('result.all-steps')}</summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('result.all-steps')}>
        <table>
          <caption className="unseen">{t('result.all-steps')}</caption>
          <thead>
            <tr>
              {(['step', 'formula', 'inputs', 'value'] as const).map((column) => (
                <th key={column} scope="col" className={column === 'value' ? 'number' : undefined}>
                  {t(`result.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.steps.map((step, index) => (
              <tr key={index}>
                <th scope="row">{stepLabel(t, step.label, result.names)}</th>
                <td>{stepText(step.formula)}</td>
                <td>
                  {Object.entries(step.inputs ?? {})
                    .map(([name, value]) => `${name} ${stepText(value)}`)
                    .join(', ')}
                </td>
                <td className="number">{stepText(step.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function sentences(
  t: Speech,
  { steps, names, place, groupSize, groupName, grade, gradeName, changes, changedInCalibration, displaced, pack }: Result,
): readonly string[] {
  const told = steps.flatMap(({ label, inputs, value }) => {
    const shown = roundedText(value);
    if (typeof label !== 'string') return [];
    if (label.startsWith('scoring.group.')) {
      return [
        t('result.how-group', { name: stepLabel(t, label, names), value: stepText(value), share: stepText(inputs?.['share']) }),
      ];
    }
    if (label === 'scoring.elements.total') return [t('result.how-total', { value: shown })];
    if (label === 'scoring.elements.scaled')
      return [t('result.how-scaled', { outOf: stepText(inputs?.['outOf']), value: shown })];
    if (label === 'scoring.rank-points')
      return [t('result.how-points', { grade: gradeName === null ? (grade ?? '') : t.pair(gradeName), value: shown })];
    return [];
  });
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
  return [...new Set([...told, ...placed, ...moved, t('result.how-pack', { name: pack.name, version: pack.version })])];
}
