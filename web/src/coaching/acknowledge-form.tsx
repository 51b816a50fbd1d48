import { ChoiceField, TextArea } from '../forms/fields.tsx';
import { useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';

const answers = ['read', 'commented', 'no-talk', 'refused'] as const;
const scale = ['1', '2', '3', '4', '5'].map((value) => ({ value, words: value }));

/** The employee reads the record and may say that it is not so. */
export function CoachingAcknowledgeForm() {
  const t = useWords();
  const { task } = useForm();
  // A first refusal, and no talk at all, lead to a second talk; a second refusal stands.
  const again = (answer: string) => answer === 'no-talk' || (answer === 'refused' && task.round === 1);
  return (
    <>
      <p>{t('talk.reading-is-not-agreeing')}</p>
      <ChoiceField
        path="/answer"
        options={answers.map((value) => ({
          value,
          words: t(`talk.answer.${value}`),
          ...(again(value) ? { help: t('talk.second-talk') } : {}),
        }))}
      />
      <TextArea path="/comment" />
      <ChoiceField path="/helpful" help={t('talk.helpful-help')} options={scale} as={Number} />
    </>
  );
}
