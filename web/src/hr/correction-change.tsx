import type { CorrectionPreview } from '../../../contracts/correction.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';

type Indicator = NonNullable<CorrectionPreview['indicator']>;
type Numbers = CorrectionPreview['people'][number]['before'];

/** What a correction changes: the numbers of an indicator, and each result before and after. */
export function CorrectionChange({ correction: { indicator, people } }: { readonly correction: CorrectionPreview }) {
  const t = useWords();
  const column = (key: 'grade' | 'points' | 'score', words: (numbers: Numbers) => string) => ({
    key,
    title: t(`result.${key}`),
    cell: ({ before, after }: CorrectionPreview['people'][number]) => change(t, words(before), words(after)),
  });
  const tells = (key: 'points' | 'score') => people.some(({ before, after }) => before[key] !== null || after[key] !== null);
  return (
    <>
      {indicator !== null && <p>{indicatorWords(t, indicator)}</p>}
      {people.length > 0 && (
        <Table
          caption={t('correction.people', { count: people.length })}
          stacks
          rows={people}
          keyOf={({ evaluationId }) => evaluationId}
          columns={[
            { key: 'name', title: t('person.name'), cell: ({ name, employeeNo }) => `${name} (${employeeNo})` },
            { key: 'unit', title: t('person.unit'), cell: ({ unitName }) => unitName },
            column('grade', ({ grade, gradeName }) => (gradeName === null ? (grade ?? t('page.none')) : t.pair(gradeName))),
            ...(tells('points') ? [column('points', ({ points }) => points ?? t('page.none'))] : []),
            ...(tells('score') ? [column('score', ({ score }) => score ?? t('page.none'))] : []),
          ]}
        />
      )}
    </>
  );
}

function change(t: Speech, before: string, after: string): string {
  return before === after ? t('correction.stays', { value: after }) : t('correction.becomes', { before, after });
}

function indicatorWords(t: Speech, { name, nameEn, unitName, unitOfMeasure, before, after }: Indicator): string {
  const number = (value: string | null) => (value === null ? t('page.none') : `${value}${unitOfMeasure}`);
  const numbers = (['target', 'actual'] as const).map(
    (key) => `${t(`field.${key}`)} ${change(t, number(before[key]), number(after[key]))}`,
  );
  const own = t.locale === 'en' ? (nameEn ?? name) : name;
  return t('correction.numbers', { name: own, unit: unitName, numbers: numbers.join(', ') });
}
