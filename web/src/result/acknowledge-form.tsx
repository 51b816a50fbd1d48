import { RESULT_ANSWERS } from '../../../domain/tasks/choices.ts';
import { useRead } from '../api/queries.ts';
import { ChoiceField, TextArea } from '../forms/fields.tsx';
import { useForm } from '../forms/form.tsx';
import { Loaded } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { ResultVersions } from './result-versions.tsx';
import { ResultView } from './result-view.tsx';

/** The owner reads the result and says that they have; confirming is not agreeing. */
export function ResultAcknowledgeForm() {
  const t = useWords();
  const { subject } = useForm().task;
  const evaluationId = subject.of === 'evaluation' ? subject.evaluationId : '';
  const result = useRead('getResult', { params: { evaluationId }, query: {} }, { enabled: evaluationId !== '' });
  return (
    <>
      <Loaded of={result}>
        {(found) => <ResultVersions result={found}>{(shown) => <ResultView result={shown} />}</ResultVersions>}
      </Loaded>
      <p>{t('result.confirming')}</p>
      <ChoiceField path="/answer" options={RESULT_ANSWERS.map((value) => ({ value, words: t(`result.answer.${value}`) }))} />
      <TextArea path="/comment" />
    </>
  );
}
