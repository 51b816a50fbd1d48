import type { Message } from '../../../domain/words/message.ts';
import type { PhaseStep } from '../../../contracts/api/tasks.ts';
import { useWords } from '../words/words.tsx';

interface StepperProps {
  /** Undefined where no sentence says it: the steps stand alone. */
  readonly standing: Message | undefined;
  readonly steps: readonly PhaseStep[];
}

/** Where one stands: the sentence, and the named steps below it. */
export function Stepper({ standing, steps }: StepperProps) {
  const t = useWords();
  return (
    <>
      {standing !== undefined && (
        <p>
          <strong>{t.say(standing)}</strong>
        </p>
      )}
      <ol className="stepper" aria-label={t('page.steps')}>
        {steps.map((step) => (
          <li key={step.phase} aria-current={step.state === 'now' ? 'step' : undefined}>
            {t.pair(step.title)}
            {step.state !== 'now' && step.state !== 'next' && <> · {t(`phase-state.${step.state}`)}</>}
          </li>
        ))}
      </ol>
    </>
  );
}
