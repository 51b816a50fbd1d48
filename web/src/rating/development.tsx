import { LineField } from '../forms/fields.tsx';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';

const MOST = 3;

/** Steps that both agreed: what, with whose support, until when. */
export function Development({ fewest }: { readonly fewest: number }) {
  const t = useWords();
  const { store } = useForm();
  const steps = useList('/development');
  return (
    <>
      <h2>{t('development.title')}</h2>
      <p className="soft">{t('development.lead', { fewest })}</p>
      {steps.map((_, index) => {
        const name = t('development.step', { n: index + 1 });
        return (
          <fieldset key={index}>
            <legend>{name}</legend>
            <LineField path={`/development/${index}/what`} />
            <div className="columns">
              <LineField path={`/development/${index}/support`} optional />
              <LineField path={`/development/${index}/by`} type="date" />
            </div>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                store.change(`/development/${index}`, undefined);
              }}
            >
              {t('form.remove', { what: name })}
            </button>
          </fieldset>
        );
      })}
      <div className="field" id="f-development" tabIndex={-1}>
        {steps.length < MOST && (
          <button
            type="button"
            onClick={() => {
              store.change('/development', [...steps, { what: '', support: '', by: '' }]);
            }}
          >
            {t('development.add')}
          </button>
        )}
      </div>
    </>
  );
}
