import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { AddressAnswer } from '../../../domain/addresses.ts';
import { call } from '../api/client.ts';
import { PageHeading, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

/** Where an old address is asked whether its holder wanted the change. Opening the link answers nothing; one of two buttons does. */
export function AnswerAddress() {
  const t = useWords();
  const { token } = useParams({ from: '/open/address/$token' });
  const answering = useMutation({
    mutationFn: (answer: AddressAnswer) => call('answerAddressChange', { body: { token, answer } }),
  });
  return (
    <div className="narrow">
      <PageHeading title={t('address.title')} failing={answering.isError} />
      {answering.isSuccess ? (
        <p className="notice good" role="status">
          {t(`address.${answering.variables}`)}
        </p>
      ) : (
        <div className="card">
          <Problem error={answering.error} />
          <p>{t('address.lead')}</p>
          <p className="row">
            <button
              type="button"
              disabled={answering.isPending}
              onClick={() => {
                answering.mutate('confirmed');
              }}
            >
              {t('address.it-was-me')}
            </button>
            <button
              type="button"
              className="main"
              disabled={answering.isPending}
              onClick={() => {
                answering.mutate('objected');
              }}
            >
              {t('address.it-was-not-me')}
            </button>
          </p>
        </div>
      )}
    </div>
  );
}
