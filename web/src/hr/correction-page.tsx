import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { askedCorrection } from './asked.ts';
import { CommandRequest } from './command-request.tsx';
import { CorrectionChange } from './correction-change.tsx';
import { toldFinding } from './correction-findings.ts';
import { CorrectionForm, NOTHING_SAID, correctionOf } from './correction-form.tsx';
import { CyclePage } from './cycle-page.tsx';

/** HR corrects a published result: what is wrong and why, whom it changes and how, and the request for a second person. */
export function CorrectionPage() {
  const t = useWords();
  const { evaluationId } = useParams({ from: '/inside/hr/cycles/$id/people/$evaluationId/correction' });
  const correctable = useRead('getCorrectable', { params: { evaluationId } });
  return (
    <Loaded of={correctable}>
      {(found) => (
        <CyclePage
          id={found.cycleId}
          title={t('correction.title', { name: found.person.name })}
          lead={<Lead {...{ evaluationId, found }} />}
        >
          {() => <Correcting evaluationId={evaluationId} correctable={found} />}
        </CyclePage>
      )}
    </Loaded>
  );
}

interface LeadProps {
  readonly evaluationId: string;
  readonly found: Answer<'getCorrectable'>;
}

function Lead({ evaluationId, found: { cycleId, person } }: LeadProps) {
  const t = useWords();
  return (
    <>
      <p className="soft">
        {person.employeeNo} · {person.unitName}
      </p>
      <p>{t('correction.lead')}</p>
      <p className="row">
        <Link to="/hr/cycles/$id/people/$evaluationId" params={{ id: cycleId, evaluationId }}>
          {t('people.timeline', { name: person.name })}
        </Link>
        <Link to="/results/$evaluationId" params={{ evaluationId }}>
          {t('correction.to-result')}
        </Link>
      </p>
    </>
  );
}

interface CorrectingProps {
  readonly evaluationId: string;
  readonly correctable: Answer<'getCorrectable'>;
}

function Correcting({ evaluationId, correctable }: CorrectingProps) {
  const t = useWords();
  const [said, setSaid] = useState(NOTHING_SAID);
  const asking = useMutation({
    mutationFn: () => {
      const given = correctionOf(said);
      const selection = given.level === undefined ? {} : { evaluationIds: [evaluationId] };
      return askedCorrection({ cycleId: correctable.cycleId, selection, arguments: given, reason: said.reason });
    },
  });
  const correction = asking.data?.preview.correction;
  return (
    <section className="card" aria-label={t('command.correct-result')}>
      <Problem error={asking.error} />
      {asking.data === undefined ? (
        <CorrectionForm
          correctable={correctable}
          said={said}
          onSay={setSaid}
          isPending={asking.isPending}
          onAsk={() => {
            asking.mutate();
          }}
        />
      ) : (
        <CommandRequest
          key={asking.data.key}
          asked={asking.data}
          reason={said.reason}
          told={(finding) => toldFinding(finding, correction)}
          onChange={() => {
            asking.reset();
          }}
        >
          <p>
            {t('command.reason')}: <span className="said">{said.reason}</span>
          </p>
          {correction !== undefined && <CorrectionChange correction={correction} />}
        </CommandRequest>
      )}
    </section>
  );
}
