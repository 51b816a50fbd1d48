import { TextArea } from '../forms/fields.tsx';
import { useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { RatingFacts } from './rating-facts.tsx';

/** The reviewer reads the rating before its owner does, and approves it or returns it with a reason. */
export function RatingReviewForm() {
  const t = useWords();
  const { task } = useForm();
  const rating = task.evidence.rating ?? {};
  return (
    <>
      <p>{t('review.lead')}</p>
      <section className="card" aria-label={t('review.rating')}>
        <RatingFacts rating={rating} task={task} />
      </section>
      <TextArea path="/reason" />
    </>
  );
}
