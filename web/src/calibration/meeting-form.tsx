import { ChoiceField, TextArea } from '../forms/fields.tsx';
import { useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { Board } from './board.tsx';

/** A member says whether they come, and sees the papers. */
export function CalibrationMeetingForm() {
  const t = useWords();
  const { task } = useForm();
  const { board } = task.evidence;
  const answers = [
    { value: 'true', words: t('meeting.yes') },
    { value: 'false', words: t('meeting.no') },
  ];
  return (
    <>
      <p>{t('meeting.lead')}</p>
      {board?.meetingAt != null && <p>{t('meeting.at', { at: t.parts(board.meetingAt, task.cycle.timeZone) })}</p>}
      <ChoiceField path="/attends" options={answers} as={(value) => value === 'true'} />
      <TextArea path="/note" rows={2} optional />
      {board !== null && <Board board={board} timeZone={task.cycle.timeZone} />}
    </>
  );
}
