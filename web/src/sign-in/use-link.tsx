import { useMutation } from '@tanstack/react-query';
import { Link, useParams, useRouter } from '@tanstack/react-router';
import { useNewSession } from '../app/session.tsx';
import { call } from '../api/client.ts';
import { PageHeading, Problem } from '../ui/page.tsx';
import { chosenHere, useWords } from '../words/words.tsx';

/** Opening the link does nothing: mail scanners open links too. One button uses it. */
export function UseLink() {
  const t = useWords();
  const { token } = useParams({ from: '/open/sign-in/$token' });
  const router = useRouter();
  const take = useNewSession();
  const use = useMutation({
    mutationFn: () => call('signIn', { body: { token, language: chosenHere() } }),
    onSuccess: ({ me, next }) => {
      take(me);
      router.history.replace(next);
    },
  });
  return (
    <div className="narrow">
      <PageHeading title={t('page.sign-in')} failing={use.isError} />
      <div className="card">
        <Problem error={use.error} />
        {use.isError ? (
          <Link to="/sign-in" className="button">
            {t('sign-in.new-link')}
          </Link>
        ) : (
          <>
            <p>{t('sign-in.use-lead')}</p>
            <button
              type="button"
              className="main"
              disabled={use.isPending}
              onClick={() => {
                use.mutate();
              }}
            >
              {t('sign-in.use')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
