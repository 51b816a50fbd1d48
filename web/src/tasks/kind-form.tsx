import { lazy, Suspense } from 'react';
import type { TaskKind } from '../../../domain/tasks/kinds.ts';
import { CoachingAcknowledgeForm } from '../coaching/acknowledge-form.tsx';
import { GoalsDecisionForm } from '../goals/decision-form.tsx';
import { GoalsDraftForm } from '../goals/draft-form.tsx';
import { SelfAssessmentForm } from '../self-assessment/form.tsx';
import { useWords } from '../words/words.tsx';

const CoachingHoldForm = lazy(() => import('../coaching/hold-form.tsx').then((file) => ({ default: file.CoachingHoldForm })));
const RatingWriteForm = lazy(() => import('../rating/write-form.tsx').then((file) => ({ default: file.RatingWriteForm })));
const RatingReviewForm = lazy(() => import('../rating/review-form.tsx').then((file) => ({ default: file.RatingReviewForm })));
const CalibrationMeetingForm = lazy(() =>
  import('../calibration/meeting-form.tsx').then((file) => ({ default: file.CalibrationMeetingForm })),
);
const CalibrationLockForm = lazy(() =>
  import('../calibration/lock-form.tsx').then((file) => ({ default: file.CalibrationLockForm })),
);

const ResultAcknowledgeForm = lazy(() =>
  import('../result/acknowledge-form.tsx').then((file) => ({ default: file.ResultAcknowledgeForm })),
);

const FORMS: Readonly<Record<TaskKind, React.ComponentType>> = {
  'goals.draft': GoalsDraftForm,
  'goals.agree': GoalsDecisionForm,
  'goals.confirm': GoalsDecisionForm,
  'coaching.hold': CoachingHoldForm,
  'coaching.acknowledge': CoachingAcknowledgeForm,
  'self-assessment.write': SelfAssessmentForm,
  'rating.write': RatingWriteForm,
  'rating.review': RatingReviewForm,
  'calibration.meeting': CalibrationMeetingForm,
  'calibration.lock': CalibrationLockForm,
  'result.acknowledge': ResultAcknowledgeForm,
};

/** The form of a task kind. */
export function KindForm({ kind }: { readonly kind: TaskKind }) {
  const t = useWords();
  const Form = FORMS[kind];
  return (
    <Suspense fallback={<p role="status">{t('page.loading')}</p>}>
      <Form />
    </Suspense>
  );
}
