import { RESULT_ANSWERS } from '../../../domain/tasks/choices.ts';
import { useEffect } from 'react';
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
  const { task, draft, store } = useForm();
  const { subject } = task;
  const evaluationId = subject.of === 'evaluation' ? subject.evaluationId : '';
  const result = useRead('getResult', { params: { evaluationId }, query: {} }, { enabled: evaluationId !== '' });
  const { answer, resultVersion } = draft.content;
  const shown = result.data?.version;
  // The answer is to what is on the screen; who only reads has no draft yet.
  useEffect(() => {
    if (typeof answer === 'string' && shown !== undefined && shown !== resultVersion) store.change('/resultVersion', shown);
  }, [answer, resultVersion, shown, store]);
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
