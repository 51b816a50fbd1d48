import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Result, ResultVersion } from '../../../contracts/api/results.ts';
import type { LookedFor } from '../../../domain/purposes.ts';
import { useRead } from '../api/queries.ts';
import { Loaded } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

interface ResultVersionsProps {
  readonly result: Result;
  /** Of who looks at somebody else's for the organisation. */
  readonly lookedFor?: LookedFor | undefined;
  /** Shows one version as a result. */
  readonly children: (shown: Result) => ReactNode;
}

/** The version that counts, and on demand each earlier one; a result that was never corrected is shown as it is. */
export function ResultVersions({ result, lookedFor, children }: ResultVersionsProps) {
  const { evaluationId } = result;
  const given = { params: { evaluationId }, query: lookedFor ?? {} };
  const versions = useRead('listResultVersions', given, { enabled: result.version > 1 });
  if (result.version === 1) return children(result);
  return (
    <Loaded of={versions}>
      {({ items }) =>
        items.length < 2 ? children(result) : <Chosen key={items.length} result={result} items={items} show={children} />
      }
    </Loaded>
  );
}

interface ChosenProps {
  readonly result: Result;
  readonly items: readonly ResultVersion[];
  readonly show: ResultVersionsProps['children'];
}

function Chosen({ result, items, show }: ChosenProps) {
  const t = useWords();
  const [chosen, setChosen] = useState(items.length);
  const version = items[chosen - 1];
  return (
    <>
      <section className="notice" aria-label={t('version.list')}>
        {version !== undefined && (
          <Line version={version} number={chosen} count={items.length} timeZone={result.cycle.timeZone} />
        )}
        <p className="row">
          {items.map(({ id }, index) => (
            <button
              key={id}
              type="button"
              className={index + 1 === chosen ? 'main' : undefined}
              aria-pressed={index + 1 === chosen}
              onClick={() => {
                setChosen(index + 1);
              }}
            >
              {t('version.show', { version: index + 1 })}
            </button>
          ))}
        </p>
      </section>
      {show(version === undefined ? result : asResult(result, version))}
    </>
  );
}

interface LineProps {
  readonly version: ResultVersion;
  readonly number: number;
  readonly count: number;
  readonly timeZone: string;
}

function Line({ version: { reason, decidedAt, replacedAt }, number, count, timeZone }: LineProps) {
  const t = useWords();
  return (
    <p role="status">
      <strong>{t('version.which', { version: number, count })}</strong> ·{' '}
      {number === 1 || reason === null
        ? t('version.first')
        : t('version.corrected', { at: t.parts(decidedAt, timeZone), reason })}
      {replacedAt !== null && <> {t('version.replaced', { at: t.parts(replacedAt, timeZone), count })}</>}
    </p>
  );
}

/** A version in the place of the one that counts; what belongs to the year is the same for all. */
function asResult(
  result: Result,
  { id: _, decidedAt: _decided, replacedAt: _replaced, reason: _reason, ...told }: ResultVersion,
): Result {
  return { ...result, ...told };
}
