import type { Finding } from '../../../contracts/commands.ts';
import { refusalKey } from '../../../domain/words/render.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { liesWithSentence } from './lies-words.ts';

export interface Shown extends Finding {
  readonly people?: readonly { readonly employeeNo: string; readonly name: string; readonly unit: string }[] | undefined;
}

interface FindingsProps {
  readonly title: string;
  readonly findings: readonly Shown[];
  readonly bad?: boolean;
}

function detailWords(t: Speech, details: Readonly<Record<string, unknown>> = {}): string {
  return Object.values(details)
    .map((value) => (Array.isArray(value) ? value.join(', ') : value))
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .filter((value) => value !== '')
    .map((value) => t.maybe(`task.${value}.name`, t.maybe(`phase.${value}`, String(value))))
    .join(' · ');
}

/** A finding in a sentence: where its words name what it is about, that is in them, else behind them. */
function findingSentence(t: Speech, { code, details = {} }: Shown): string {
  if (code === 'invalid-input' && typeof details['reason'] === 'string')
    return t.maybe(`finding.${details['reason']}`, t.maybe(`problem.${details['reason']}`, findingWords(t, { code })));
  if (code === 'lies-with') return liesWithSentence(t, details);
  const { grades, known, knownUntil, days } = details;
  if (code === 'grade-of-nobody') return t('finding.grade-of-nobody', { grades: listWords(grades), known: listWords(known) });
  if (code === 'holidays-unknown') return t('finding.holidays-unknown', { until: String(knownUntil), days: listWords(days) });
  const { concerns: _, ...named } = details;
  return `${findingWords(t, { code, details })} ${detailWords(t, named)}`;
}

function listWords(list: unknown): string {
  return Array.isArray(list) && list.length > 0 ? list.join(', ') : '-';
}

function findingWords(t: Speech, { code, details }: Finding): string {
  return t.maybe(`finding.${code}`, t.maybe(refusalKey(code, details), code));
}

/** What must be mended or looked at, each with whom it is about. */
export function Findings({ title, findings, bad = false }: FindingsProps) {
  const t = useWords();
  if (findings.length === 0) return null;
  return (
    <div className={`notice ${bad ? 'bad' : 'warn'}`}>
      <h3>{title}</h3>
      <ul>
        {findings.map(({ code, people, details }, index) => (
          <li key={index}>
            {people === undefined ? (
              findingSentence(t, { code, details })
            ) : (
              <details>
                <summary>
                  {findingWords(t, { code, details })} ({people.length})
                </summary>
                <ul>
                  {people.map(({ employeeNo, name, unit }) => (
                    <li key={employeeNo}>
                      {name} ({employeeNo}, {unit})
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
