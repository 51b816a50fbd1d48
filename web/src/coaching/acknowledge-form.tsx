import { TALK_ANSWERS } from '../../../domain/tasks/choices.ts';
import { outcomeByAnswer } from '../../../domain/tasks/kinds.ts';
import { ChoiceField, TextArea } from '../forms/fields.tsx';
import { useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';

const scale = ['1', '2', '3', '4', '5'].map((value) => ({ value, words: value }));

/** The employee reads the record and may say that it is not so. */
export function CoachingAcknowledgeForm() {
  const t = useWords();
  const { task } = useForm();
  const again = (answer: string) => outcomeByAnswer({ kind: task.kind, round: task.round, answer }) === 'returned';
  return (
    <>
      <p>{t('talk.reading-is-not-agreeing')}</p>
      <ChoiceField
        path="/answer"
        options={TALK_ANSWERS.map((value) => ({
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
